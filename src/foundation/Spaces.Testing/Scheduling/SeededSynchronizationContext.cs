namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>
/// Brings what follows an <c>await</c> back into the schedule. Every piece of work has one of its own, since the runtime goes on
/// at once, past the schedule, with what has awaited in the same context.
/// </summary>
internal sealed class SeededSynchronizationContext(SeededScheduler scheduler) : SynchronizationContext
{
    public SeededScheduler Scheduler => scheduler;

    public override void Post(SendOrPostCallback d, object? state) => scheduler.Add(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => new SeededSynchronizationContext(scheduler);
}
