using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Database;

namespace Plaza.Data.Tables.Authentication;

/// <summary>Writes the table <c>apps</c>. Used by the Authentication space only.</summary>
public sealed class AppRepository(IDbContextFactory<PlazaDbContext> tables)
{
    public void Add(WriteTransaction tx, AppRow app) => tx.Enqueue(
        $"""
        insert into apps (id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at)
        values ({app.Id}, {app.ClientId}, {app.SecretHash}, {app.Name}, {app.Website}, {app.RedirectUris}, {app.Scopes}, {app.CreatedAt})
        """);

    public bool Exists(WriteTransaction tx, string clientId) => tx.QueryScalar($"select 1 from apps where client_id = {clientId}") is not null;

    /// <summary>Records that the app gets a code or token.</summary>
    /// <returns>False when the app does not exist.</returns>
    public bool MarkUsed(WriteTransaction tx, AppId app)
    {
        var isUsed = tx.QueryScalar($"select first_used_at is not null from apps where id = {app}");
        if (isUsed is 0)
            tx.Enqueue($"update apps set first_used_at = {tx.Now} where id = {app}");

        return isUsed is not null;
    }

    /// <summary>Deletes apps that registered before <paramref name="before"/> and were never used, at most <paramref name="limit"/>.</summary>
    public int RemoveUnused(WriteTransaction tx, DateTimeOffset before, int limit) => tx.Execute(
        $"""
        delete from apps where id in (
          select id from apps where first_used_at is null and created_at < {before} order by created_at limit {(long)limit})
        """);

    public async Task<AppRow?> FindAsync(string clientId, CancellationToken ct)
    {
        if (clientId.Contains('\0', StringComparison.Ordinal))
            return null; // PostgreSQL rejects it as a value.

        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Apps.SingleOrDefaultAsync(app => app.ClientId == clientId, ct);
    }

    public async Task<AppRow?> FindAsync(AppId id, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Apps.SingleOrDefaultAsync(app => app.Id == id, ct);
    }
}
