namespace Plaza.Tests.Support;

/// <summary>The time of day, moved; timers run on real time, so a whole server goes on by itself.</summary>
internal sealed class AdjustableClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
