using System.Diagnostics;

namespace Plaza.Data.Postgres;

/// <summary>Lets a loop that tries again and again log an outage when it begins, then once a minute. Used by one thread at a time.</summary>
internal sealed class OutageLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long? _loggedAt;

    /// <returns>Whether this failure is to be logged.</returns>
    public bool IsDue()
    {
        if (_loggedAt is { } logged && Stopwatch.GetElapsedTime(logged) < Interval)
            return false;

        _loggedAt = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>The outage is over: the next failure is logged.</summary>
    public void End() => _loggedAt = null;
}
