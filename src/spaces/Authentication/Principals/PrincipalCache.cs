using System.Collections.Concurrent;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Authentication;

namespace Plaza.Authentication.Principals;

/// <summary>
/// For whom a cookie or token speaks, remembered by the hash of the secret. What is revoked is forgotten before the order
/// that revoked it is answered. Holds a bounded number; when it is full it starts anew.
/// </summary>
internal sealed class PrincipalCache(Sessions sessions, Tokens tokens)
{
    private const int Most = 50_000;
    private const int LongestSecret = 200;

    private readonly ConcurrentDictionary<SecretKey, Principal> _known = new();
    private readonly Lock _changing = new();
    private int _forgotten;

    public ValueTask<Principal?> OfSessionAsync(WhoHasSession question, CancellationToken ct) =>
        FindAsync(isSession: true, question.Secret, question.CachedOnly, sessions.PrincipalAsync, ct);

    public ValueTask<Principal?> OfTokenAsync(WhoHasToken question, CancellationToken ct) =>
        FindAsync(isSession: false, question.Secret, question.CachedOnly, tokens.PrincipalAsync, ct);

    public void Forget(SessionId session) => Forget(principal => principal.Session == session);

    public void Forget(TokenId token) => Forget(principal => principal.Token == token);

    public void Forget(AccountId account) => Forget(principal => principal.Account == account);

    private void Forget(Func<Principal, bool> which)
    {
        lock (_changing)
        {
            _forgotten++;
            foreach (var (key, principal) in _known)
            {
                if (which(principal))
                    _known.TryRemove(key, out _);
            }
        }
    }

    private ValueTask<Principal?> FindAsync(
        bool isSession, string secret, bool cachedOnly, Func<byte[], CancellationToken, Task<Principal?>> load, CancellationToken ct)
    {
        if (secret.Length is 0 or > LongestSecret)
            return new((Principal?)null);

        var key = SecretKey.Of(secret, isSession);
        return _known.TryGetValue(key, out var known) ? new(known)
            : cachedOnly ? new((Principal?)null)
            : LoadAsync(key, secret, load, ct);
    }

    private async ValueTask<Principal?> LoadAsync(
        SecretKey key, string secret, Func<byte[], CancellationToken, Task<Principal?>> load, CancellationToken ct)
    {
        var before = Volatile.Read(ref _forgotten);
        var found = await load(Secret.Hash(secret), ct);
        if (found is null)
            return null;

        Remember(key, found, before);
        return found;
    }

    /// <summary>Unless something was revoked since <paramref name="before"/>: what was read may be just that.</summary>
    private void Remember(SecretKey key, Principal found, int before)
    {
        lock (_changing)
        {
            if (before != _forgotten)
                return;

            if (_known.Count >= Most)
                _known.Clear();

            _known[key] = found;
        }
    }
}
