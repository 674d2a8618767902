using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Authentication;
using Plaza.Data.Model;

namespace Plaza.Data.Views;

/// <summary>Reads accounts with what several spaces know of them. Suspended accounts are found by id and handle, and marked.</summary>
public sealed class AccountViews(IDbContextFactory<PlazaDb> tables)
{
    public async Task<AccountView?> FindAsync(AccountId account, CancellationToken ct) =>
        (await GetAsync([account], ct)).GetValueOrDefault(account);

    /// <param name="handle">In any case.</param>
    public async Task<AccountView?> FindAsync(string handle, CancellationToken ct)
    {
        var lower = handle.ToLowerInvariant();
        await using var db = await tables.CreateDbContextAsync(ct);
        return await Views(db, db.Accounts.Where(account => account.Handle == lower)).SingleOrDefaultAsync(ct);
    }

    public async Task<Dictionary<AccountId, AccountView>> GetAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await GetAsync(db, accounts, ct);
    }

    /// <summary>Which of these handles exist and are not suspended.</summary>
    public async Task<Dictionary<string, AccountId>> WhoAreAsync(IReadOnlyCollection<string> handles, CancellationToken ct)
    {
        if (handles.Count is 0)
            return [];

        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Accounts
            .Where(account => handles.Contains(account.Handle) && account.SuspendedAt == null)
            .ToDictionaryAsync(account => account.Handle, account => account.Id, ct);
    }

    /// <summary>Whose handle begins like this, at most <paramref name="most"/>.</summary>
    public async Task<List<AccountView>> SearchAsync(string start, int most, CancellationToken ct)
    {
        var from = start.ToLowerInvariant();
        var to = from + '\uffff';
        await using var db = await tables.CreateDbContextAsync(ct);
        return await Views(db, db.Accounts
            .Where(account => account.SuspendedAt == null && account.Handle.CompareTo(from) >= 0 && account.Handle.CompareTo(to) < 0)
            .OrderBy(account => account.Handle)
            .Take(most)).ToListAsync(ct);
    }

    /// <summary>All accounts, the oldest first, for the operator.</summary>
    public async Task<List<AccountView>> AllAsync(CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await Views(db, db.Accounts.OrderBy(account => account.Id)).ToListAsync(ct);
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Accounts.CountAsync(account => account.SuspendedAt == null, ct);
    }

    /// <summary>Who follows the account, with the id by which the list is paged; the newest follow first.</summary>
    public async Task<List<(FollowId At, AccountView Account)>> FollowersAsync(AccountId account, Paging paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Followed == account
                && db.Accounts.Any(other => other.Id == follow.Follower && other.SuspendedAt == null))
            .Page(paging).ToListAsync(ct);
        var accounts = await GetAsync(db, [.. follows.Select(follow => follow.Follower)], ct);
        return [.. follows.Where(follow => accounts.ContainsKey(follow.Follower)).Select(follow => (follow.Id, accounts[follow.Follower]))];
    }

    /// <summary>Whom the account follows; the newest follow first.</summary>
    public async Task<List<(FollowId At, AccountView Account)>> FollowingAsync(AccountId account, Paging paging, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Follower == account
                && db.Accounts.Any(other => other.Id == follow.Followed && other.SuspendedAt == null))
            .Page(paging).ToListAsync(ct);
        var accounts = await GetAsync(db, [.. follows.Select(follow => follow.Followed)], ct);
        return [.. follows.Where(follow => accounts.ContainsKey(follow.Followed)).Select(follow => (follow.Id, accounts[follow.Followed]))];
    }

    /// <summary>In the order asked.</summary>
    public async Task<List<Relationship>> RelationshipsAsync(AccountId viewer, IReadOnlyList<AccountId> accounts, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var follows = await db.Follows.Where(follow => follow.Follower == viewer && accounts.Contains(follow.Followed))
            .Select(follow => follow.Followed).ToListAsync(ct);
        var followers = await db.Follows.Where(follow => follow.Followed == viewer && accounts.Contains(follow.Follower))
            .Select(follow => follow.Follower).ToListAsync(ct);
        return [.. accounts.Select(account => new Relationship(account, follows.Contains(account), followers.Contains(account)))];
    }

    internal static async Task<Dictionary<AccountId, AccountView>> GetAsync(
        PlazaDb db, IReadOnlyCollection<AccountId> accounts, CancellationToken ct) =>
        accounts.Count is 0
            ? []
            : await Views(db, db.Accounts.Where(account => accounts.Contains(account.Id))).ToDictionaryAsync(account => account.Id, ct);

    private static IQueryable<AccountView> Views(PlazaDb db, IQueryable<AccountRow> accounts) =>
        from account in accounts
        join profile in db.Profiles on account.Id equals profile.Account into profiles
        from profile in profiles.DefaultIfEmpty()
        join follow in db.FollowCounts on account.Id equals follow.Account into follows
        from follow in follows.DefaultIfEmpty()
        join author in db.AuthorCounts on account.Id equals author.Account into authors
        from author in authors.DefaultIfEmpty()
        select new AccountView(
            account.Id,
            account.Handle,
            profile == null || profile.Name == "" ? account.Handle : profile.Name,
            profile == null ? "" : profile.Bio,
            profile == null ? "" : profile.BioHtml,
            account.CreatedAt,
            author == null ? 0 : author.Posts,
            follow == null ? 0 : follow.Followers,
            follow == null ? 0 : follow.Following,
            author == null ? null : author.LastPostAt,
            account.IsAdmin,
            account.SuspendedAt != null);
}
