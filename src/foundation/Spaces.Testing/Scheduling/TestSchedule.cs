namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>
/// The order in which a <see cref="SpaceTestHost"/> does what could be done next: one thing at a time, and the seed decides which.
/// What queues handle and how asynchronous handlers go on is in it. What other threads do is not, nor what goes on after
/// <c>ConfigureAwait(false)</c> or after <c>SemaphoreSlim.WaitAsync</c> with a token, which .NET sends over its pool.
/// </summary>
/// <param name="Seed">The same seed gives the same order.</param>
public sealed record TestSchedule(long Seed)
{
    /// <summary>When all that is left waits for time to pass, time passes.</summary>
    public bool AdvancesTime { get; init; } = true;

    /// <summary>How much time may pass, by itself, in one call to the host until what is left counts as hanging.</summary>
    public TimeSpan MaxVirtualTime { get; init; } = TimeSpan.FromHours(1);
}
