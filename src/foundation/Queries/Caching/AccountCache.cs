using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Queries.Accounts;

namespace Plaza.Queries.Caching;

/// <summary>Accounts by id and by handle, with the profile, role and counts that several spaces store.</summary>
internal sealed class AccountCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private const int MaxHandleLength = 100;

    private readonly LoadingCache<AccountId, AccountView> _accounts =
        new("accounts", options.AccountBytes, metrics, (accounts, ct) => LoadAsync(connections, accounts, ct));

    private readonly LoadingCache<string, CachedAccountId> _handles =
        new("handles", options.HandleBytes, metrics, (handles, ct) => LoadIdsAsync(connections, handles, ct));

    public CacheReader<AccountId, AccountView> ReadAccounts() => new(_accounts);

    /// <summary>Ids by handle in lower case.</summary>
    public CacheReader<string, CachedAccountId> ReadHandles() => new(_handles, handle => handle.Length <= MaxHandleLength);

    public void Invalidate(AccountId account) => _accounts.Invalidate(account);

    public void InvalidateAll()
    {
        _accounts.InvalidateAll();
        _handles.InvalidateAll();
    }

    /// <summary>For a new account: its handle may be cached as a miss.</summary>
    public void InvalidateHandles() => _handles.InvalidateAll();

    private static async ValueTask<Dictionary<string, CachedAccountId>> LoadIdsAsync(
        ReadConnectionPool connections, IReadOnlyCollection<string> handles, CancellationToken ct) => (await connections.QueryAsync(
        $"select handle, id from accounts where handle in {handles}",
        row => (Handle: row.GetString(0), Account: new CachedAccountId(new(row.GetInt64(1)))),
        ct)).ToDictionary(row => row.Handle, row => row.Account, StringComparer.Ordinal);

    private static async ValueTask<Dictionary<AccountId, AccountView>> LoadAsync(
        ReadConnectionPool connections, IReadOnlyCollection<AccountId> accounts, CancellationToken ct) => (await connections.QueryAsync(
        $"""
        select a.id, a.handle, p.name, p.bio, p.bio_html, a.created_at, w.posts, f.followers, f.following, w.last_post_at, a.is_admin,
          a.suspended_at is not null, p.posting_visibility, p.posting_sensitive, p.posting_language
        from accounts a
        left join profiles p on p.account = a.id
        left join follow_counts f on f.account = a.id
        left join author_counts w on w.account = a.id
        where a.id in {accounts}
        """,
        ReadRow,
        ct)).ToDictionary(account => account.Id);

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
}

/// <summary>The id of the account with a handle.</summary>
internal sealed record CachedAccountId(AccountId Id) : ISizedEntry
{
    int ISizedEntry.Bytes => 100;
}
