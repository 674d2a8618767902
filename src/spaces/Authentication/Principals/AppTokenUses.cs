using System.Collections.Concurrent;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;

namespace Plaza.Authentication.Principals;

/// <summary>
/// Records in memory which app tokens (without a user) were used, so that a use writes nothing to the database; <see cref="PurgeExpiredSessions"/>
/// writes them to the table. At most 50 000 between two calls of <see cref="Take"/>. Thread-safe.
/// </summary>
internal sealed class AppTokenUses
{
    private const int Capacity = 50_000;

    private ConcurrentDictionary<TokenId, bool> _used = new();

    public void Note(Principal principal)
    {
        if (principal is { Account: null, Token: { } token } && !_used.ContainsKey(token) && _used.Count < Capacity)
            _used.TryAdd(token, true);
    }

    /// <summary>Returns the tokens used since the previous call, and starts anew.</summary>
    public ICollection<TokenId> Take() => Interlocked.Exchange(ref _used, new()).Keys;
}
