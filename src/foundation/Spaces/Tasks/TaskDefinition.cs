using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Spaces.Tasks;

/// <summary>A task that a space declared, for the task manager.</summary>
public sealed record TaskDefinition
{
    private TaskDefinition(string space, string name, Func<IServiceProvider, string, CancellationToken, Task<TaskResult>> run)
    {
        Space = space;
        Name = name;
        RunAsync = run;
    }

    public string Space { get; }

    public string Name { get; }

    /// <summary>Null for a queued task.</summary>
    public TaskSchedule? Schedule { get; private init; }

    /// <summary>The delays after each failed attempt.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; private init; } = [];

    /// <summary>Runs the task with its payload: JSON for a queued task, the period in ISO 8601 for a recurring one.</summary>
    public Func<IServiceProvider, string, CancellationToken, Task<TaskResult>> RunAsync { get; }

    internal static TaskDefinition Recurring<TTask>(string space)
        where TTask : class, IRecurringTask =>
        new(space, TTask.Name, static (services, period, cancellationToken) =>
            services.GetRequiredService<TTask>().RunAsync(
                DateTimeOffset.Parse(period, System.Globalization.CultureInfo.InvariantCulture), cancellationToken))
        {
            Schedule = TTask.Schedule,
            RetryDelays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)],
        };

    [RequiresUnreferencedCode("Reads the payload as JSON by reflection.")]
    [RequiresDynamicCode("Reads the payload as JSON by reflection.")]
    internal static TaskDefinition Queued<TTask, TPayload>(string space)
        where TTask : class, IQueuedTask<TPayload> =>
        new(space, TTask.Name, static (services, payload, cancellationToken) =>
            services.GetRequiredService<TTask>().RunAsync(JsonSerializer.Deserialize<TPayload>(payload)!, cancellationToken))
        {
            RetryDelays = TTask.RetryDelays,
        };
}
