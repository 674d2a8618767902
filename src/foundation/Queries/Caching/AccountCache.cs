using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Queries.Accounts;

namespace Plaza.Queries.Caching;

/// <summary>Accounts with what several spaces know of them, by id and by handle. Null where there is none.</summary>
internal sealed class AccountCache(ReadConnectionPool reading, CacheMetrics meter, CacheOptions options)
{
    private const int LongestHandle = 100;

    private readonly BoundedCache<AccountId, AccountView> _accounts = new("accounts", options.AccountBytes, meter, account => Read(reading, account));
    private readonly BoundedCache<string, CachedAccountId> _handles = new("handles", options.HandleBytes, meter, handle => IdOf(reading, handle));

    public AccountView? Find(AccountId account) => _accounts.Get(account);

    /// <param name="handle">In lower case.</param>
    public AccountView? Find(string handle) => handle.Length <= LongestHandle && _handles.Get(handle) is { } found ? Find(found.Id) : null;

    public void Forget(AccountId account) => _accounts.Forget(account);

    public void ForgetAll()
    {
        _accounts.ForgetAll();
        _handles.ForgetAll();
    }

    /// <summary>A handle that was nobody's may be somebody's now.</summary>
    public void ForgetHandles() => _handles.ForgetAll();

    private static CachedAccountId? IdOf(ReadConnectionPool reading, string handle) =>
        reading.First($"select id from accounts where handle = {handle}", row => new CachedAccountId(new(row.GetInt64(0))));

    private static AccountView? Read(ReadConnectionPool reading, AccountId account) => reading.First(
        $"""
        select a.id, a.handle, p.name, p.bio, p.bio_html, a.created_at, w.posts, f.followers, f.following, w.last_post_at, a.is_admin,
          a.suspended_at is not null, p.posting_visibility, p.posting_sensitive, p.posting_language
        from accounts a
        left join profiles p on p.account = a.id
        left join follow_counts f on f.account = a.id
        left join author_counts w on w.account = a.id
        where a.id = {account}
        """,
        Read);

    private static AccountView Read(SqlRow row) => new(
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
