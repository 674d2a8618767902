namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>
/// A deterministic order in which a <see cref="SpaceTestHost"/> runs its work: one piece at a time, selected by the seed. It covers the handling
/// of queues and the continuations of asynchronous handlers. It does not cover other threads, nor continuations after
/// <c>ConfigureAwait(false)</c> or <c>SemaphoreSlim.WaitAsync</c> with a token, which .NET posts to its pool.
/// </summary>
/// <param name="Seed">The same seed gives the same order.</param>
public sealed record TestSchedule(long Seed)
{
    /// <summary>Whether virtual time advances to the next timer when no work is ready.</summary>
    public bool AdvancesTime { get; init; } = true;

    /// <summary>Maximum virtual time that may pass during one call to the host; then the schedule is deadlocked.</summary>
    public TimeSpan MaxVirtualTime { get; init; } = TimeSpan.FromHours(1);
}
