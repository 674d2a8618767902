namespace Plaza.Spaces.Testing.Scheduling;

/// <summary>One call from outside into the schedule: what it runs, how long it goes on, and when it began in virtual time.</summary>
internal sealed record Drive(Task Root, Until Until, long Began) : IDisposable
{
    public ManualResetEventSlim Over { get; } = new();

    public void Dispose() => Over.Dispose();
}

/// <summary>When a call into the schedule returns.</summary>
internal enum Until
{
    /// <summary>What was called has ended.</summary>
    Ended,

    /// <summary>And nothing is left that can run now.</summary>
    Settled,

    /// <summary>And nothing is in flight.</summary>
    Quiet,
}
