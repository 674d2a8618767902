using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Model;

namespace Plaza.Data.Authentication;

/// <summary>The apps that people sign in with. Written by the Authentication space alone.</summary>
public sealed class RegisteredApps(IDbContextFactory<PlazaDb> tables)
{
    public void Add(Commit commit, AppRow app) => commit.Run(
        $"""
        insert into apps (id, client_id, secret_hash, name, website, redirect_uris, scopes, created_at)
        values ({app.Id}, {app.ClientId}, {app.SecretHash}, {app.Name}, {app.Website}, {app.RedirectUris}, {app.Scopes}, {app.CreatedAt})
        """);

    public async Task<AppRow?> FindAsync(string clientId, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Apps.SingleOrDefaultAsync(app => app.ClientId == clientId, ct);
    }

    public async Task<AppRow?> FindAsync(AppId id, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Apps.SingleOrDefaultAsync(app => app.Id == id, ct);
    }
}
