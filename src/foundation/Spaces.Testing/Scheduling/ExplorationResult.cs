namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>The result of running a scenario under many schedules.</summary>
/// <param name="Tried">Number of schedules that were run: all, or up to the first that failed.</param>
/// <param name="Failed">The schedule that failed; run the scenario with it to see the failure again.</param>
/// <param name="Fault">The exception of the failed schedule.</param>
public sealed record ExplorationResult(int Tried, TestSchedule? Failed, Exception? Fault)
{
    /// <summary>Throws when a schedule failed; the message contains its seed.</summary>
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
    /// <summary>The seed that reproduces the failure.</summary>
    public long Seed => seed;
}
