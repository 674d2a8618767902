using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Queries.Accounts;

namespace Plaza.Queries.Caching;

/// <summary>Accounts by id and by handle, with the profile, role and counts that several spaces store.</summary>
internal sealed class AccountCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private const int MaxHandleLength = 100;

    private readonly BoundedCache<AccountId, AccountView> _accounts = new("accounts", options.AccountBytes, metrics);
    private readonly BoundedCache<string, CachedAccountId> _handles = new("handles", options.HandleBytes, metrics);

    public AccountView? Find(AccountId account) => _accounts.GetOrLoad(account, connections, Load);

    /// <param name="handle">In lower case.</param>
    public AccountView? Find(string handle) =>
        handle.Length <= MaxHandleLength && _handles.GetOrLoad(handle, connections, LoadId) is { } found ? Find(found.Id) : null;

    public void Invalidate(AccountId account) => _accounts.Invalidate(account);

    public void InvalidateAll()
    {
        _accounts.InvalidateAll();
        _handles.InvalidateAll();
    }

    /// <summary>For a new account: its handle may be cached as a miss.</summary>
    public void InvalidateHandles() => _handles.InvalidateAll();

    private static CachedAccountId? LoadId(ReadConnectionPool connections, string handle) =>
        connections.QueryFirst($"select id from accounts where handle = {handle}", row => new CachedAccountId(new(row.GetInt64(0))));

    private static AccountView? Load(ReadConnectionPool connections, AccountId account) => connections.QueryFirst(
        $"""
        select a.id, a.handle, p.name, p.bio, p.bio_html, a.created_at, w.posts, f.followers, f.following, w.last_post_at, a.is_admin,
          a.suspended_at is not null, p.posting_visibility, p.posting_sensitive, p.posting_language
        from accounts a
        left join profiles p on p.account = a.id
        left join follow_counts f on f.account = a.id
        left join author_counts w on w.account = a.id
        where a.id = {account}
        """,
        ReadRow);

    private static AccountView ReadRow(SqlRow row) => new(
        new(row.GetInt64(0)),
        row.GetString(1),
        row.IsDBNull(2) || row.GetString(2) is "" ? row.GetString(1) : row.GetString(2),
        row.IsDBNull(3) ? "" : row.GetString(3),
        row.IsDBNull(4) ? "" : row.GetString(4),
        row.GetTime(5),
        row.IsDBNull(6) ? 0 : row.GetInt32(6),
        row.IsDBNull(7) ? 0 : row.GetInt32(7),
        row.IsDBNull(8) ? 0 : row.GetInt32(8),
        row.IsDBNull(9) ? null : row.GetTime(9),
        row.GetBoolean(10),
        row.GetBoolean(11))
    {
        Posting = row.IsDBNull(12) ? PostingDefaults.Initial : new((Visibility)row.GetInt32(12), row.GetBoolean(13), row.IsDBNull(14) ? null : row.GetString(14)),
    };

    private sealed record CachedAccountId(AccountId Id) : ISizedEntry
    {
        int ISizedEntry.Bytes => 100;
    }
}
