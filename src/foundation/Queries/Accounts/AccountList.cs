using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;

namespace Plaza.Queries.Accounts;

/// <summary>Lists all accounts for the operator. Read from the database page by page, past the view cache, which would evict what people read.</summary>
public sealed class AccountList(IDbContextFactory<PlazaDbContext> contexts)
{
    private const int PageSize = 500;

    /// <summary>At most 500 accounts that are newer than <paramref name="after"/>, suspended ones too, the oldest first; none at the end.</summary>
    public async Task<List<ListedAccount>> GetPageAsync(AccountId after, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Accounts
            .Where(account => account.Id > after)
            .OrderBy(account => account.Id)
            .Take(PageSize)
            .Select(account => new ListedAccount(
                account.Id,
                account.Handle,
                account.CreatedAt,
                db.AuthorCounts.Where(count => count.Account == account.Id).Select(count => count.Posts).FirstOrDefault(),
                account.IsAdmin,
                account.SuspendedAt != null))
            .ToListAsync(ct);
    }
}

/// <summary>An account as the operator sees it in the list.</summary>
/// <param name="Posts">How many posts it has, whoever may see them.</param>
public sealed record ListedAccount(AccountId Id, string Handle, DateTimeOffset CreatedAt, long Posts, bool IsAdmin, bool IsSuspended);
