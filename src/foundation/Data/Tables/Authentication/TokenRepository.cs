using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Database;

namespace Plaza.Data.Tables.Authentication;

/// <summary>Writes the table <c>tokens</c>; a revoked token is deleted. Used by the Authentication space only.</summary>
public sealed class TokenRepository(IDbContextFactory<PlazaDbContext> tables)
{
    public void Add(WriteTransaction tx, TokenRow token) => tx.Enqueue(
        $"""
        insert into tokens (id, hash, app, account, scopes, created_at, used_at)
        values ({token.Id}, {token.Hash}, {token.App}, {token.Account}, {token.Scopes}, {token.CreatedAt}, {token.UsedAt})
        """);

    /// <param name="app">The app it must belong to.</param>
    /// <returns>The deleted token and its account; null when there was none.</returns>
    public (TokenId Token, AccountId? Account)? Remove(WriteTransaction tx, byte[] hash, AppId app) =>
        tx.Query($"delete from tokens where hash = {hash} and app = {app} returning id, account", Removed) is [var token] ? token : null;

    /// <summary>Whether the token exists, whichever app it belongs to.</summary>
    public bool Exists(WriteTransaction tx, byte[] hash) => tx.QueryScalar($"select 1 from tokens where hash = {hash}") is not null;

    public (TokenId Token, AccountId? Account)? Remove(WriteTransaction tx, TokenId token) =>
        tx.Query($"delete from tokens where id = {token} returning id, account", Removed) is [var removed] ? removed : null;

    public List<(TokenId Token, AccountId? Account)> RemoveAll(WriteTransaction tx, AccountId account) =>
        tx.Query($"delete from tokens where account = {account} returning id, account", Removed);

    /// <summary>Deletes the oldest tokens of an account beyond <paramref name="keep"/>, at most <paramref name="limit"/>.</summary>
    public List<TokenId> RemoveOldest(WriteTransaction tx, AccountId account, int keep, int limit) => tx.Query(
        $"""
        delete from tokens where id in (
          select id from tokens where account = {account} order by id desc limit {(long)limit} offset {(long)keep})
        returning id
        """,
        row => new TokenId(row.GetInt64(0)));

    /// <summary>The accounts with more tokens than <paramref name="count"/>.</summary>
    public async Task<List<AccountId>> AccountsWithMoreAsync(int count, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Tokens.Where(token => token.Account != null).GroupBy(token => token.Account!.Value).Where(group => group.Count() > count)
            .Select(group => group.Key).ToListAsync(ct);
    }

    /// <summary>Deletes tokens of apps that were last used before <paramref name="before"/>, at most <paramref name="limit"/>.</summary>
    public List<TokenId> RemoveUnused(WriteTransaction tx, DateTimeOffset before, int limit) => tx.Query(
        $"""
        delete from tokens where id in (select id from tokens where used_at < {before} order by used_at limit {(long)limit})
        returning id
        """,
        row => new TokenId(row.GetInt64(0)));

    /// <summary>Records that an app uses its own token now.</summary>
    public void MarkUsed(WriteTransaction tx, TokenId token) =>
        tx.Enqueue($"update tokens set used_at = {tx.Now} where id = {token} and account is null");

    public async Task<AccountId?> OwnerAsync(TokenId token, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Tokens.Where(row => row.Id == token).Select(row => row.Account).SingleOrDefaultAsync(ct);
    }

    /// <returns>Null when the token does not exist, or the account is suspended.</returns>
    public async Task<Principal?> PrincipalAsync(byte[] hash, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var found = await (
            from token in db.Tokens
            where token.Hash == hash
            join account in db.Accounts on token.Account equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            select new { Token = token, Account = account }).SingleOrDefaultAsync(ct);

        return found is null || (found.Token.Account is not null && found.Account is not { SuspendedAt: null })
            ? null
            : new(found.Token.Account, found.Account?.Handle ?? "", Scopes.Parse(found.Token.Scopes) ?? Scopes.None)
            {
                IsAdmin = found.Account?.IsAdmin ?? false,
                Token = found.Token.Id,
                App = found.Token.App,
            };
    }

    private static (TokenId, AccountId?) Removed(SqlRow row) =>
        (new(row.GetInt64(0)), row.IsDBNull(1) ? null : new AccountId(row.GetInt64(1)));
}
