namespace Plaza.Spaces.Resilience;

/// <summary>How often a failed handler is tried again, and after which pauses; they double and are jittered.</summary>
public sealed record RetryPolicy
{
    public RetryPolicy(int times, TimeSpan first, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        (Times, First, Longest) = (times, first, longest);
    }

    public int Times { get; }

    public TimeSpan First { get; }

    public TimeSpan Longest { get; }
}
