using System.Collections.Concurrent;
using Plaza.Contracts;

namespace Plaza.Authentication.LoggingIn;

/// <summary>
/// At most 25 tries an hour for one account or unknown name, whoever tries, until one goes well. Safe to use from any
/// thread; holds a bounded number of names.
/// </summary>
internal sealed class LoginThrottle(TimeProvider clock)
{
    private const int Most = 25;
    private const int MostNames = 10_000;

    private readonly ConcurrentDictionary<string, int> _tries = new();
    private long _hour;

    /// <summary>Counts a try, before anything is known of its outcome: guesses at the same time count too.</summary>
    /// <param name="who">The account where there is one, else the name that was given.</param>
    /// <exception cref="RefusedException">It was tried too often in this hour.</exception>
    public void Try(string who)
    {
        var hour = clock.GetUtcNow().ToUnixTimeSeconds() / 3600;
        if (Interlocked.Exchange(ref _hour, hour) != hour || _tries.Count > MostNames)
            _tries.Clear();

        if (_tries.AddOrUpdate(who, 1, static (_, tries) => tries + 1) > Most)
            throw new RefusedException(Refusal.TooMany, "Too many logins have failed for this name. Try again in an hour.", "username");
    }

    /// <summary>It went well: the tries before it count no longer.</summary>
    public void Succeeded(string who) => _tries.TryRemove(who, out _);
}
