using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.Principals;

/// <summary>
/// Read-through cache of the principals of session cookies and tokens, by the hash of the secret; at most 50 000 entries. A revoked principal is
/// invalidated before the command that revoked it completes. A load that races with a revocation is returned but not stored. Thread-safe.
/// </summary>
internal sealed class PrincipalCache(SessionRepository sessions, TokenRepository tokens, AppTokenUses uses)
{
    private const int Capacity = 50_000;
    private const int MaxSecretLength = 200;

    private readonly PrincipalIndex _cached = new(Capacity);
    private readonly Lock _changing = new();
    private int _invalidations;

    public ValueTask<Principal?> OfSessionAsync(GetPrincipalBySession query, CancellationToken ct) =>
        FindAsync(isSession: true, query.Secret, query.CachedOnly ? null : sessions.PrincipalAsync, ct);

    public ValueTask<Principal?> OfTokenAsync(GetPrincipalByToken query, CancellationToken ct) =>
        FindAsync(isSession: false, query.Secret, query.CachedOnly ? null : tokens.PrincipalAsync, ct);

    public void Invalidate(SessionId session)
    {
        lock (_changing)
        {
            _invalidations++;
            _cached.Remove(session);
        }
    }

    public void Invalidate(TokenId token)
    {
        lock (_changing)
        {
            _invalidations++;
            _cached.Remove(token);
        }
    }

    public void Invalidate(AccountId account)
    {
        lock (_changing)
        {
            _invalidations++;
            _cached.Remove(account);
        }
    }

    /// <param name="isSession">True for a session cookie, false for a token.</param>
    /// <param name="secret">The secret of the cookie or token.</param>
    /// <param name="load">Reads the principal from the database by the hash; null to read the cache only.</param>
    /// <param name="ct">Cancels the load.</param>
    private ValueTask<Principal?> FindAsync(
        bool isSession, string secret, Func<byte[], CancellationToken, Task<Principal?>>? load, CancellationToken ct)
    {
        if (secret.Length is 0 or > MaxSecretLength)
            return new((Principal?)null);

        var key = SecretHash.Of(secret, isSession);
        if (!_cached.TryGet(key, out var cached))
            return load is null ? new((Principal?)null) : LoadAsync(key, secret, load, ct);

        uses.Note(cached);
        return new(cached);
    }

    private async ValueTask<Principal?> LoadAsync(
        SecretHash key, string secret, Func<byte[], CancellationToken, Task<Principal?>> load, CancellationToken ct)
    {
        var before = Volatile.Read(ref _invalidations);
        var found = await load(Secret.Hash(secret), ct);
        if (found is null)
            return null;

        uses.Note(found);
        Store(key, found, before);
        return found;
    }

    /// <summary>Does not store after a revocation since <paramref name="before"/>: the loaded principal may be the revoked one.</summary>
    private void Store(SecretHash key, Principal found, int before)
    {
        lock (_changing)
        {
            if (before == _invalidations)
                _cached.Add(key, found);
        }
    }
}
