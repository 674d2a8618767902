namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>
/// Posts continuations to the schedule. Every piece of work has its own instance, since the runtime runs continuations of the same context
/// inline, past the schedule.
/// </summary>
internal sealed class SeededSynchronizationContext(SeededScheduler scheduler) : SynchronizationContext
{
    public SeededScheduler Scheduler => scheduler;

    public override void Post(SendOrPostCallback d, object? state) => scheduler.Add(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => new SeededSynchronizationContext(scheduler);
}
