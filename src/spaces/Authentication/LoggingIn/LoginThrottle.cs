using Plaza.Data.Nodes;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// At most 25 failed attempts an hour (UTC) for each subject: a name, an account or a device. Attempts are counted in two rows of a table of fixed
/// size, at positions given by a seeded hash (a count-min sketch), so that memory is bounded and nothing is evicted: a flood of invented names
/// neither resets the counter of another name nor, except with a probability of about one in a million, exhausts it. Several nodes divide the limit
/// between them. Thread-safe.
/// </summary>
internal sealed class LoginThrottle(TimeProvider clock, Node node)
{
    public const int MaxAttemptsPerHour = 25;

    private const int RowBits = 15;
    private const int RowMask = (1 << RowBits) - 1;

    private readonly Lock _changing = new();
    private readonly int[] _first = new int[RowMask + 1];
    private readonly int[] _second = new int[RowMask + 1];
    private long _hour;

    /// <summary>How many attempts an hour this node admits.</summary>
    public int Limit => node.ShareOf(MaxAttemptsPerHour);

    /// <summary>Counts an attempt before its outcome is known, so that parallel guesses count too.</summary>
    /// <returns>False when the limit of this hour is reached.</returns>
    public bool TryCount(string subject) => Count(subject) <= Limit;

    /// <summary>Counts an attempt like <see cref="TryCount"/>.</summary>
    /// <returns>The number of attempts in this hour, this one included.</returns>
    public int Count(string subject)
    {
        var (first, second) = PositionsOf(subject);
        lock (_changing)
        {
            StartHour();
            return Math.Min(++_first[first], ++_second[second]);
        }
    }

    /// <summary>Removes a successful attempt from the count.</summary>
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

    /// <summary>Hashes of strings have a random seed for each process, so that clients cannot choose names that collide.</summary>
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
