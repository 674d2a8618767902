using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Queries.Accounts;

/// <summary>What a user may know of their own sign-in. Shown to nobody else.</summary>
public sealed class UserQueries(IDbContextFactory<PlazaDbContext> tables, ReadConnectionPool reading)
{
    public async Task<UserView?> FindAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Users.Where(user => user.Account == account)
            .Select(user => new UserView(
                user.Account,
                user.Email,
                user.EmailConfirmedAt != null,
                !db.MailPreferences.Any(preference => preference.Account == account && !preference.MentionMail))
            {
                PendingEmail = user.PendingEmail,
                PasswordStamp = PasswordStamp.Of(user.PasswordHash),
            })
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Finds the address of an account by a prepared statement, for handlers that look up many. Null for one that is deleted or suspended.</summary>
    public MailRecipient? FindRecipient(AccountId account) => reading.QueryFirst(
        $"""
        select email, email_confirmed_at is not null,
          not exists (select 1 from mail_preferences where mail_preferences.account = users.account and mention_mail = false), pending_email
        from users where users.account = {account} and exists (select 1 from accounts where id = users.account and suspended_at is null)
        """,
        row => new MailRecipient(account, row.GetString(0), row.GetInt32(1) is 1, row.GetInt32(2) is 1)
        {
            PendingEmail = row.IsDBNull(3) ? null : row.GetString(3),
        });

    /// <summary>Whether any user has confirmed this address.</summary>
    public bool IsConfirmed(string email) =>
        reading.QueryScalar($"select count(*) from users where email = {email} and email_confirmed_at is not null") > 0;

    /// <summary>The browsers that are logged in, the newest first.</summary>
    public async Task<List<SessionView>> GetSessionsAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Sessions.Where(session => session.Account == account).OrderByDescending(session => session.Id)
            .Select(session => new SessionView(session.Id, session.CreatedAt, session.UserAgent)).ToListAsync(ct);
    }

    /// <summary>The apps that may act for the user, the newest first.</summary>
    public async Task<List<ConnectedAppView>> GetConnectedAppsAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from token in db.Tokens
            where token.Account == account
            join app in db.Apps on token.App equals app.Id into apps
            from app in apps.DefaultIfEmpty()
            orderby token.Id descending
            select new ConnectedAppView(token.Id, app == null ? "Made by the operator" : app.Name, app == null ? null : app.Website, token.Scopes, token.CreatedAt))
            .ToListAsync(ct);
    }
}

/// <summary>What only the person, and mail to the person, may know of an account.</summary>
public sealed record UserView(AccountId Account, string Email, bool IsConfirmed, bool WantsMentionMail)
{
    /// <summary>The address that waits for its confirmation.</summary>
    public string? PendingEmail { get; init; }

    /// <summary>Ties a reset link to the present password.</summary>
    public required string PasswordStamp { get; init; }
}

/// <summary>Where mail to an account goes.</summary>
public sealed record MailRecipient(AccountId Account, string Email, bool IsConfirmed, bool WantsMentionMail)
{
    /// <summary>The address that waits for its confirmation.</summary>
    public string? PendingEmail { get; init; }
}

/// <summary>A browser in which somebody is signed in.</summary>
public sealed record SessionView(SessionId Id, DateTimeOffset CreatedAt, string UserAgent);

/// <summary>An app that somebody has let in.</summary>
public sealed record ConnectedAppView(TokenId Id, string App, string? Website, string Scopes, DateTimeOffset CreatedAt);
