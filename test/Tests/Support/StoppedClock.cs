namespace Plaza.Tests.Support;

/// <summary>A clock that does not move, so that no rate limit window ends during a test; timers run on real time.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private readonly DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;
}
