namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>One call from outside into the schedule: its work, the condition for its return, and its start in virtual time.</summary>
internal sealed record ScheduleRun(Task Root, RunUntil Until, long StartedAt) : IDisposable
{
    public ManualResetEventSlim Completed { get; } = new();

    public void Dispose() => Completed.Dispose();
}

/// <summary>When a call into the schedule returns.</summary>
internal enum RunUntil
{
    /// <summary>The called work has completed.</summary>
    Ended,

    /// <summary>And no work is ready to run.</summary>
    NothingReady,

    /// <summary>And no work is in flight.</summary>
    Idle,
}
