namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// At most 25 failed attempts in each hour (UTC) for one subject: a name, an account, a device. Attempts are counted in two rows
/// of a table of fixed size, at positions given by a seeded hash (a count-min sketch), so that memory is bounded and nothing is
/// evicted: a flood of invented names neither resets the count of another name nor, but for a chance of about one in a million,
/// exceeds its limit. Thread-safe.
/// </summary>
internal sealed class LoginThrottle(TimeProvider clock)
{
    private const int MaxAttempts = 25;
    private const int RowBits = 15;
    private const int RowMask = (1 << RowBits) - 1;

    private readonly Lock _changing = new();
    private readonly int[] _first = new int[RowMask + 1];
    private readonly int[] _second = new int[RowMask + 1];
    private long _hour;

    /// <summary>Counts an attempt before its outcome is known, so that parallel guesses count too.</summary>
    /// <returns>False when there were too many in this hour.</returns>
    public bool TryCount(string subject)
    {
        var (first, second) = PositionsOf(subject);
        lock (_changing)
        {
            StartHour();
            return Math.Min(++_first[first], ++_second[second]) <= MaxAttempts;
        }
    }

    /// <summary>The attempt succeeded, so it does not count.</summary>
    public void Uncount(string subject)
    {
        var (first, second) = PositionsOf(subject);
        lock (_changing)
        {
            StartHour();
            _first[first] = Math.Max(0, _first[first] - 1);
            _second[second] = Math.Max(0, _second[second] - 1);
        }
    }

    /// <summary>The hash of strings has a random seed for each process, so that nobody can choose names that collide.</summary>
    private static (int First, int Second) PositionsOf(string subject)
    {
        var hash = StringComparer.Ordinal.GetHashCode(subject);
        return (hash & RowMask, (hash >> RowBits) & RowMask);
    }

    private void StartHour()
    {
        var hour = clock.GetUtcNow().ToUnixTimeSeconds() / 3600;
        if (hour == _hour)
            return;

        _hour = hour;
        Array.Clear(_first);
        Array.Clear(_second);
    }
}
