using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Data.Tables.Authentication;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Accounts;

/// <summary>Reads accounts, mostly from the cache. Suspended accounts are found by id and handle, and marked. Thread-safe.</summary>
public sealed class AccountQueries
{
    private readonly IDbContextFactory<PlazaDbContext> _tables;
    private readonly ReadConnectionPool _reading;
    private readonly CachedViews _views;

    internal AccountQueries(IDbContextFactory<PlazaDbContext> tables, ReadConnectionPool reading, CachedViews views) =>
        (_tables, _reading, _views) = (tables, reading, views);

    public ValueTask<AccountView?> FindAsync(AccountId account, CancellationToken ct) =>
        _views.ReadAsync(account, static (reader, account) => reader.Account(account), ct);

    /// <param name="handle">In any case.</param>
    public ValueTask<AccountView?> FindAsync(string handle, CancellationToken ct) =>
        _views.ReadAsync(handle.ToLowerInvariant(), static (reader, handle) => reader.Account(handle), ct);

    public ValueTask<Dictionary<AccountId, AccountView>> GetAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken ct) =>
        _views.ReadAsync(accounts, static (reader, accounts) => Get(reader, accounts).ToDictionary(account => account.Id), ct);

    /// <summary>The accounts with these handles, in lower case, that exist and are not suspended.</summary>
    public ValueTask<Dictionary<string, AccountId>> FindByHandlesAsync(IReadOnlyCollection<string> handles, CancellationToken ct) => _views.ReadAsync(
        handles,
        static (reader, handles) => handles.Select(reader.Account).OfType<AccountView>().Where(account => !account.IsSuspended)
            .ToDictionary(account => account.Handle, account => account.Id, StringComparer.Ordinal),
        ct);

    /// <summary>The accounts whose handle begins with <paramref name="start"/>, at most <paramref name="limit"/>; not suspended ones.</summary>
    public async Task<List<AccountView>> SearchAsync(string start, int limit, CancellationToken ct)
    {
        var from = start.ToLowerInvariant();
        var to = from + '\uffff';
        await using var db = await _tables.CreateDbContextAsync(ct);
        var found = await db.Accounts
            .Where(account => account.SuspendedAt == null && account.Handle.CompareTo(from) >= 0 && account.Handle.CompareTo(to) < 0)
            .OrderBy(account => account.Handle)
            .Take(limit)
            .Select(account => account.Id)
            .ToListAsync(ct);
        return await _views.ReadAsync(found, static (reader, found) => Get(reader, found).ToList(), ct);
    }

    /// <returns>Whether there is no account yet.</returns>
    public async ValueTask<bool> IsEmptyAsync(CancellationToken ct) => await _reading.QueryScalarAsync($"select exists (select 1 from accounts)", ct) is 0;

    /// <summary>The followers of the account, with the id by which the list is paged; the newest follow first.</summary>
    public async Task<List<(FollowId At, AccountView Account)>> GetFollowersAsync(AccountId account, PageRequest paging, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Followed == account
                && db.Accounts.Any(other => other.Id == follow.Follower && other.SuspendedAt == null))
            .Page(paging).ToListAsync(ct);
        return await ViewAsync([.. follows.Select(follow => (follow.Id, follow.Follower))], ct);
    }

    /// <summary>The accounts that the account follows, with the id by which the list is paged; the newest follow first.</summary>
    public async Task<List<(FollowId At, AccountView Account)>> GetFollowingAsync(AccountId account, PageRequest paging, CancellationToken ct)
    {
        await using var db = await _tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Follower == account
                && db.Accounts.Any(other => other.Id == follow.Followed && other.SuspendedAt == null))
            .Page(paging).ToListAsync(ct);
        return await ViewAsync([.. follows.Select(follow => (follow.Id, follow.Followed))], ct);
    }

    /// <summary>In the order of <paramref name="accounts"/>.</summary>
    public ValueTask<List<Relationship>> GetRelationshipsAsync(AccountId viewer, IReadOnlyList<AccountId> accounts, CancellationToken ct) =>
        _views.ReadAsync((viewer, accounts), static (reader, wanted) => wanted.accounts.Select(account => reader.Between(wanted.viewer, account)!).ToList(), ct);

    private static IEnumerable<AccountView> Get(ViewReader reader, IEnumerable<AccountId> accounts) => accounts.Select(reader.Account).OfType<AccountView>();

    private ValueTask<List<(FollowId At, AccountView Account)>> ViewAsync(List<(FollowId Id, AccountId Account)> follows, CancellationToken ct) => _views.ReadAsync(
        follows,
        static (reader, follows) => follows.Select(follow => (follow.Id, Account: reader.Account(follow.Account)))
            .Where(pair => pair.Account is not null).Select(pair => (pair.Id, pair.Account!)).ToList(),
        ct);
}
