namespace Plaza.Tests.Support;

/// <summary>A clock whose time of day can be set; timers run on real time, so a whole server continues to run.</summary>
internal sealed class AdjustableClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
