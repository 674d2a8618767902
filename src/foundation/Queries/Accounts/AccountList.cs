using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;

namespace Plaza.Queries.Accounts;

/// <summary>Lists all accounts for the operator. Reads the database page by page, past the cache, whose entries it would evict.</summary>
public sealed class AccountList(IDbContextFactory<PlazaDbContext> contexts)
{
    private const int PageSize = 500;

    /// <summary>At most 500 accounts that are newer than <paramref name="after"/>, suspended ones too, the oldest first; none at the end.</summary>
    public async Task<List<ListedAccount>> GetPageAsync(AccountId after, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
            from account in db.Accounts
            where account.Id > after
            join user in db.Users on account.Id equals user.Account into users
            from user in users.DefaultIfEmpty()
            orderby account.Id
            select new ListedAccount(
                account.Id,
                account.Handle,
                account.CreatedAt,
                db.AuthorCounts.Where(count => count.Account == account.Id).Select(count => count.Posts).FirstOrDefault(),
                account.IsAdmin,
                account.SuspendedAt != null)
            {
                Email = user == null ? null : user.Email,
                IsEmailConfirmed = user != null && user.EmailConfirmedAt != null,
            })
            .Take(PageSize)
            .ToListAsync(ct);
    }
}

/// <summary>An account as the operator sees it in the list.</summary>
/// <param name="Posts">How many posts it has, whoever may see them.</param>
public sealed record ListedAccount(AccountId Id, string Handle, DateTimeOffset CreatedAt, long Posts, bool IsAdmin, bool IsSuspended)
{
    /// <summary>Null for an account without login.</summary>
    public string? Email { get; init; }

    public bool IsEmailConfirmed { get; init; }
}
