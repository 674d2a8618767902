using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Model;

namespace Plaza.Data.Views;

/// <summary>What a user may know of their own sign-in. Shown to nobody else.</summary>
public sealed class UserViews(IDbContextFactory<PlazaDb> tables)
{
    public async Task<UserView?> FindAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Users.Where(user => user.Account == account)
            .Select(user => new UserView(
                user.Account,
                user.Email,
                user.EmailConfirmedAt != null,
                !db.MailPreferences.Any(preference => preference.Account == account && !preference.MentionMail)))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>The browsers that are logged in, the newest first.</summary>
    public async Task<List<SessionView>> SessionsAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Sessions.Where(session => session.Account == account).OrderByDescending(session => session.Id)
            .Select(session => new SessionView(session.Id, session.CreatedAt, session.UserAgent)).ToListAsync(ct);
    }

    /// <summary>The apps that may act for the user, the newest first.</summary>
    public async Task<List<GrantView>> GrantsAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from token in db.Tokens
            where token.Account == account
            join app in db.Apps on token.App equals app.Id into apps
            from app in apps.DefaultIfEmpty()
            orderby token.Id descending
            select new GrantView(token.Id, app == null ? "Made by the operator" : app.Name, app == null ? null : app.Website, token.Scopes, token.CreatedAt))
            .ToListAsync(ct);
    }
}

/// <summary>What only the person, and mail to the person, may know of an account.</summary>
public sealed record UserView(AccountId Account, string Email, bool IsConfirmed, bool WantsMentionMail);

/// <summary>A browser in which somebody is signed in.</summary>
public sealed record SessionView(SessionId Id, DateTimeOffset CreatedAt, string UserAgent);

/// <summary>An app that somebody has let in.</summary>
public sealed record GrantView(TokenId Id, string App, string? Website, string Scopes, DateTimeOffset CreatedAt);
