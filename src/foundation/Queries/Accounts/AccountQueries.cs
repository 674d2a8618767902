using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;
using Plaza.Data.Tables.Authentication;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Accounts;

/// <summary>Reads accounts, mostly from the cache. Suspended accounts are found by id and handle, and marked. Thread-safe.</summary>
public sealed class AccountQueries
{
    private readonly IDbContextFactory<PlazaDbContext> _tables;
    private readonly ReadConnectionPool _reading;
    private readonly AccountCache _accounts;
    private readonly RelationshipCache _relationships;

    internal AccountQueries(IDbContextFactory<PlazaDbContext> tables, ReadConnectionPool reading, AccountCache accounts, RelationshipCache relationships)
    {
        _tables = tables;
        _reading = reading;
        _accounts = accounts;
        _relationships = relationships;
    }

    public ValueTask<AccountView?> FindAsync(AccountId account, CancellationToken ct) => new(_accounts.Find(account));

    /// <param name="handle">In any case.</param>
    public ValueTask<AccountView?> FindAsync(string handle, CancellationToken ct) => new(_accounts.Find(handle.ToLowerInvariant()));

    public ValueTask<Dictionary<AccountId, AccountView>> GetAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken ct) =>
        new(Get(accounts).ToDictionary(account => account.Id));

    /// <summary>The accounts with these handles, in lower case, that exist and are not suspended.</summary>
    public ValueTask<Dictionary<string, AccountId>> FindByHandlesAsync(IReadOnlyCollection<string> handles, CancellationToken ct) =>
        new(handles.Select(_accounts.Find).OfType<AccountView>().Where(account => !account.IsSuspended)
            .ToDictionary(account => account.Handle, account => account.Id, StringComparer.Ordinal));

    /// <summary>The accounts whose handle begins with <paramref name="start"/>, at most <paramref name="limit"/>; not suspended ones.</summary>
    public async Task<List<AccountView>> SearchAsync(string start, int limit, CancellationToken ct)
    {
        var from = start.ToLowerInvariant();
        var to = from + '\uffff';
        await using var db = await _tables.CreateDbContextAsync(ct);
        return [.. Get(await db.Accounts
            .Where(account => account.SuspendedAt == null && account.Handle.CompareTo(from) >= 0 && account.Handle.CompareTo(to) < 0)
            .OrderBy(account => account.Handle)
            .Take(limit)
            .Select(account => account.Id)
            .ToListAsync(ct))];
    }

    /// <returns>Whether there is no account yet.</returns>
    public bool IsEmpty() => _reading.QueryScalar($"select exists (select 1 from accounts)") is 0;

    /// <summary>The followers of the account, with the id by which the list is paged; the newest follow first.</summary>
    public async Task<List<(FollowId At, AccountView Account)>> GetFollowersAsync(AccountId account, PageRequest paging, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Followed == account
                && db.Accounts.Any(other => other.Id == follow.Follower && other.SuspendedAt == null))
            .Page(paging).ToListAsync(ct);
        return [.. follows.Select(follow => (follow.Id, Account: _accounts.Find(follow.Follower)))
            .Where(pair => pair.Account is not null).Select(pair => (pair.Id, pair.Account!))];
    }

    /// <summary>The accounts that the account follows, with the id by which the list is paged; the newest follow first.</summary>
    public async Task<List<(FollowId At, AccountView Account)>> GetFollowingAsync(AccountId account, PageRequest paging, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Follower == account
                && db.Accounts.Any(other => other.Id == follow.Followed && other.SuspendedAt == null))
            .Page(paging).ToListAsync(ct);
        return [.. follows.Select(follow => (follow.Id, Account: _accounts.Find(follow.Followed)))
            .Where(pair => pair.Account is not null).Select(pair => (pair.Id, pair.Account!))];
    }

    /// <summary>In the order of <paramref name="accounts"/>.</summary>
    public ValueTask<List<Relationship>> GetRelationshipsAsync(AccountId viewer, IReadOnlyList<AccountId> accounts, CancellationToken ct) =>
        new([.. accounts.Select(account => _relationships.Between(viewer, account))]);

    private IEnumerable<AccountView> Get(IEnumerable<AccountId> accounts) => accounts.Select(_accounts.Find).OfType<AccountView>();
}
