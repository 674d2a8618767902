using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Spaces.Tasks;

/// <summary>A task as its space declared it, ready to be run by the task manager.</summary>
public sealed record TaskDescription
{
    private TaskDescription(string space, string name, Func<IServiceProvider, string, CancellationToken, Task<TaskOutcome>> run)
    {
        Space = space;
        Name = name;
        RunAsync = run;
    }

    public string Space { get; }

    public string Name { get; }

    /// <summary>Null for a queued task.</summary>
    public TaskSchedule? Schedule { get; private init; }

    /// <summary>How long to wait after each failed try.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; private init; } = [];

    /// <summary>Runs it with its payload: JSON for a queued task, the period in ISO 8601 for a recurring one.</summary>
    public Func<IServiceProvider, string, CancellationToken, Task<TaskOutcome>> RunAsync { get; }

    internal static TaskDescription Recurring<TTask>(string space)
        where TTask : class, IRecurringTask =>
        new(space, TTask.Name, static (services, period, ct) =>
            services.GetRequiredService<TTask>().RunAsync(
                DateTimeOffset.Parse(period, System.Globalization.CultureInfo.InvariantCulture), ct))
        {
            Schedule = TTask.Schedule,
            Retries = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)],
        };

    [RequiresUnreferencedCode("Reads the payload as JSON by reflection.")]
    [RequiresDynamicCode("Reads the payload as JSON by reflection.")]
    internal static TaskDescription Queued<TTask, TPayload>(string space)
        where TTask : class, IQueuedTask<TPayload> =>
        new(space, TTask.Name, static (services, payload, ct) =>
            services.GetRequiredService<TTask>().RunAsync(JsonSerializer.Deserialize<TPayload>(payload)!, ct))
        {
            Retries = TTask.Retries,
        };
}
