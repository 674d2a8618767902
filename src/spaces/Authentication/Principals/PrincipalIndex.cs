using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;

namespace Plaza.Authentication.Principals;

/// <summary>
/// Indexes principals by secret, account, session and token, so that the cost of a revocation depends only on the number of revoked principals.
/// Holds at most <paramref name="capacity"/> entries and evicts the oldest. Reads take no lock. Thread-safe.
/// </summary>
internal sealed class PrincipalIndex(int capacity)
{
    private readonly ConcurrentDictionary<SecretHash, Entry> _entries = new();
    private readonly Dictionary<AccountId, List<Entry>> _byAccount = [];
    private readonly Dictionary<SessionId, Entry> _bySession = [];
    private readonly Dictionary<TokenId, Entry> _byToken = [];
    private readonly LinkedList<Entry> _byAge = [];
    private readonly Lock _changing = new();

    public int Count => _entries.Count;

    public bool TryGet(SecretHash key, [NotNullWhen(true)] out Principal? principal)
    {
        principal = _entries.TryGetValue(key, out var entry) ? entry.Principal : null;
        return principal is not null;
    }

    public void Add(SecretHash key, Principal principal)
    {
        lock (_changing)
        {
            if (_entries.TryGetValue(key, out var before))
                Remove(before);

            if (_entries.Count >= capacity && _byAge.First is { } oldest)
                Remove(oldest.Value);

            var entry = new Entry(key, principal);
            _entries[key] = entry;
            _byAge.AddLast(entry.Age);
            if (principal.Account is { } account)
                OfAccount(account).Add(entry);
            if (principal.Session is { } session)
                _bySession[session] = entry;
            if (principal.Token is { } token)
                _byToken[token] = entry;
        }
    }

    public void Remove(SessionId session)
    {
        lock (_changing)
        {
            if (_bySession.TryGetValue(session, out var entry))
                Remove(entry);
        }
    }

    public void Remove(TokenId token)
    {
        lock (_changing)
        {
            if (_byToken.TryGetValue(token, out var entry))
                Remove(entry);
        }
    }

    public void Remove(AccountId account)
    {
        lock (_changing)
        {
            foreach (var entry in _byAccount.GetValueOrDefault(account)?.ToList() ?? [])
                Remove(entry);
        }
    }

    private void Remove(Entry entry)
    {
        _entries.TryRemove(entry.Key, out _);
        _byAge.Remove(entry.Age);
        if (entry.Principal.Session is { } session)
            _bySession.Remove(session);
        if (entry.Principal.Token is { } token)
            _byToken.Remove(token);
        if (entry.Principal.Account is not { } account || !_byAccount.TryGetValue(account, out var others))
            return;

        others.Remove(entry);
        if (others.Count is 0)
            _byAccount.Remove(account);
    }

    private List<Entry> OfAccount(AccountId account)
    {
        if (!_byAccount.TryGetValue(account, out var entries))
            _byAccount[account] = entries = [];

        return entries;
    }

    private sealed class Entry
    {
        public Entry(SecretHash key, Principal principal) => (Key, Principal, Age) = (key, principal, new(this));

        public SecretHash Key { get; }

        public Principal Principal { get; }

        public LinkedListNode<Entry> Age { get; }
    }
}
