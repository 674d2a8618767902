using System.CommandLine;
using System.Globalization;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Tasks;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Spaces.Requests;

namespace Plaza.Server.Cli;

/// <summary><c>plaza tasks …</c></summary>
internal static class TaskCommands
{
    private static readonly Option<int> LimitOption = new("--limit") { Description = "How many at the most", DefaultValueFactory = _ => 50 };
    private static readonly Option<string> Id = new("--id") { Description = "The task, as `tasks list` names it; or subscription:sequence for a parked event", Required = true };

    public static Command Make(VerbExecutor carryOut) => new("tasks", "See what ran, and have what failed tried again")
    {
        VerbCommand.Make(carryOut, "list", "List the newest tasks, and the events that could not be delivered", ListAsync, LimitOption),
        VerbCommand.Make(carryOut, "retry", "Try a task or a parked event again now", RetryAsync, Id),
    };

    private static async Task<int> ListAsync(ParseResult parsed, VerbContext context)
    {
        foreach (var task in await context.Get<TaskQueue>().GetNewestAsync(parsed.GetValue(LimitOption), context.Ct))
        {
            var took = task is { StartedAt: { } started, EndedAt: { } ended } ? $"{(ended - started).TotalMilliseconds:F0} ms" : "";
            await context.Out.WriteLineAsync(
                $"{task.Id}  {task.Name,-32} {task.Key,-40} {task.State,-8} tries {task.Attempts}  due {task.Due:yyyy-MM-ddTHH:mm:ssZ}  {took}  {task.Detail}");
        }

        foreach (var (subscription, delivery) in await context.Get<DeliveryStore>().GetPendingAsync(context.Ct))
        {
            await context.Out.WriteLineAsync(
                $"{subscription}:{delivery.Sequence}  {(delivery.IsDeadLettered ? "parked" : $"due {delivery.NextAttemptAt:yyyy-MM-ddTHH:mm:ssZ}")}  tries {delivery.Attempts}  {delivery.Error}");
        }

        return 0;
    }

    private static async Task<int> RetryAsync(ParseResult parsed, VerbContext context)
    {
        var id = parsed.GetRequiredValue(Id);
        var bus = context.Get<IRequestBus>();
        var done = id.Split(':') is [var subscription, var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var sequence)
            ? await bus.SendAsync(new RetryDelivery(subscription, sequence), context.Ct)
            : TaskId.TryParse(id, out var task) && await bus.SendAsync(new RetryTask(task), context.Ct);

        await (done ? context.Out : context.Error).WriteLineAsync(done ? $"{id} is tried again." : $"There is no {id} that waits or is parked: see tasks list.");
        return done ? 0 : 1;
    }
}
