namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>One call from outside into the schedule: what it runs, how long it goes on, and when it began in virtual time.</summary>
internal sealed record ScheduleRun(Task Root, RunUntil Until, long StartedAt) : IDisposable
{
    public ManualResetEventSlim Completed { get; } = new();

    public void Dispose() => Completed.Dispose();
}

/// <summary>When a call into the schedule returns.</summary>
internal enum RunUntil
{
    /// <summary>What was called has ended.</summary>
    Ended,

    /// <summary>And nothing is left that can run now.</summary>
    NothingReady,

    /// <summary>And nothing is in flight.</summary>
    Idle,
}
