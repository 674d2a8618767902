using System.Collections.Concurrent;
using Plaza.Contracts;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// At most 25 failed logins an hour for one name, whoever tries and whether the name exists or not. Safe to use from any
/// thread; holds a bounded number of names.
/// </summary>
internal sealed class LoginThrottle(TimeProvider clock)
{
    private const int Most = 25;
    private const int MostNames = 10_000;

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.OrdinalIgnoreCase);
    private long _hour;

    /// <exception cref="RefusedException">The name was tried too often in this hour.</exception>
    public void Check(string name)
    {
        var hour = clock.GetUtcNow().ToUnixTimeSeconds() / 3600;
        if (Interlocked.Exchange(ref _hour, hour) != hour || _failures.Count > MostNames)
            _failures.Clear();

        if (_failures.TryGetValue(name, out var failures) && failures >= Most)
            throw new RefusedException(Refusal.TooMany, "Too many logins have failed for this name. Try again in an hour.", "username");
    }

    public void Failed(string name) => _failures.AddOrUpdate(name, 1, static (_, failures) => failures + 1);
}
