namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>What came of running a scenario under many schedules.</summary>
/// <param name="Tried">How many schedules were run: all, or up to the first that failed.</param>
/// <param name="Failed">The schedule that failed; run the scenario with it to see the failure again.</param>
/// <param name="Fault">How it failed.</param>
public sealed record ExplorationResult(int Tried, TestSchedule? Failed, Exception? Fault)
{
    /// <summary>Fails a test when a schedule has failed, with the seed that makes it fail again.</summary>
    /// <exception cref="ScheduleFailedException">A schedule failed.</exception>
    public void ThrowIfFailed()
    {
        if (Failed is not null)
            throw new ScheduleFailedException(Failed.Seed, Tried, Fault!);
    }
}

/// <summary>A scenario failed under one schedule; the message names its seed.</summary>
public sealed class ScheduleFailedException(long seed, int tried, Exception fault)
    : Exception($"Failed with seed {seed}, the {tried}. schedule tried: {fault.Message}", fault)
{
    /// <summary>With which the failure comes again.</summary>
    public long Seed => seed;
}
