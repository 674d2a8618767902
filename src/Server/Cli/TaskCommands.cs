using System.CommandLine;
using System.CommandLine.Parsing;
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
    private static readonly Option<int> Limit = new("--limit") { Description = "The maximum number", HelpName = "NUMBER", DefaultValueFactory = _ => 50, CustomParser = ParseLimit };
    private static readonly Option<string> Id = new("--id") { Description = "A task id from `tasks list`, or subscription:sequence for a dead letter", Required = true };

    public static Command Create(VerbExecutor execute) => new("tasks", "List tasks and failed deliveries, and retry them")
    {
        VerbCommand.Create(execute, "list", "List the newest tasks, and the events whose delivery failed", ListAsync, Limit),
        VerbCommand.Create(execute, "retry", "Queue a task or a dead letter for retry now", RetryAsync, Id),
    };

    private static int ParseLimit(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
            return limit;

        result.AddError($"--limit takes a number from 1 on, not '{result.Tokens[0].Value}'.");
        return default;
    }

    private static async Task<int> ListAsync(ParseResult parsed, VerbContext context)
    {
        foreach (var task in await context.Get<TaskQueue>().GetNewestAsync(parsed.GetValue(Limit), context.Ct))
        {
            var took = task is { StartedAt: { } started, EndedAt: { } ended } ? $"{(ended - started).TotalMilliseconds:F0} ms" : "";
            await context.Out.WriteLineAsync(
                $"{task.Id}  {task.Name,-32} {task.Key,-40} {task.State,-8} attempts {task.Attempts}  due {task.Due:yyyy-MM-ddTHH:mm:ssZ}  {took}  {task.Detail}");
        }

        foreach (var (subscription, delivery) in await context.Get<DeliveryStore>().GetPendingAsync(context.Ct))
        {
            await context.Out.WriteLineAsync(
                $"{subscription}:{delivery.Sequence}  {(delivery.IsDeadLettered ? "dead letter" : $"due {delivery.NextAttemptAt:yyyy-MM-ddTHH:mm:ssZ}")}  attempts {delivery.Attempts}  {delivery.Error}");
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

        await (done ? context.Out : context.Error).WriteLineAsync(done ? $"Queued {id} for retry." : $"There is no pending task or dead letter {id}: see tasks list.");
        return done ? 0 : 1;
    }
}
