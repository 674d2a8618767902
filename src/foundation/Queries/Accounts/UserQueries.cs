using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Queries.Accounts;

/// <summary>Reads what only users themselves may see: address, sessions, connected apps.</summary>
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

    /// <summary>Reads the addresses of accounts by a prepared statement: for each mail and each home page. Without deleted and suspended accounts.</summary>
    public async ValueTask<Dictionary<AccountId, MailRecipient>> GetRecipientsAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken ct) =>
        (await reading.QueryAsync(
            $"""
            select users.account, email, email_confirmed_at is not null,
              not exists (select 1 from mail_preferences where mail_preferences.account = users.account and mention_mail = false), pending_email
            from users where users.account in {accounts} and exists (select 1 from accounts where id = users.account and suspended_at is null)
            """,
            row => new MailRecipient(new(row.GetInt64(0)), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3))
            {
                PendingEmail = row.IsDBNull(4) ? null : row.GetString(4),
            },
            ct)).ToDictionary(recipient => recipient.Account);

    /// <returns>Null for a deleted or suspended account.</returns>
    public async ValueTask<MailRecipient?> FindRecipientAsync(AccountId account, CancellationToken ct) =>
        (await GetRecipientsAsync([account], ct)).GetValueOrDefault(account);

    /// <summary>Whether any user has confirmed this address.</summary>
    public async ValueTask<bool> IsConfirmedAsync(string email, CancellationToken ct) =>
        await reading.QueryScalarAsync($"select count(*) from users where email = {email} and email_confirmed_at is not null", ct) > 0;

    /// <summary>The sessions of the account, newest first.</summary>
    public async Task<List<SessionView>> GetSessionsAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Sessions.Where(session => session.Account == account).OrderByDescending(session => session.Id)
            .Select(session => new SessionView(session.Id, session.CreatedAt, session.UserAgent)).ToListAsync(ct);
    }

    /// <summary>The tokens of the account with their apps, newest first.</summary>
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

/// <summary>The private data of a user.</summary>
public sealed record UserView(AccountId Account, string Email, bool IsConfirmed, bool WantsMentionMail)
{
    /// <summary>The new address, until it is confirmed.</summary>
    public string? PendingEmail { get; init; }

    /// <summary>Ties a reset link to the current password.</summary>
    public required string PasswordStamp { get; init; }
}

/// <summary>The recipient of mail to an account.</summary>
public sealed record MailRecipient(AccountId Account, string Email, bool IsConfirmed, bool WantsMentionMail)
{
    /// <summary>The new address, until it is confirmed.</summary>
    public string? PendingEmail { get; init; }
}

/// <summary>A session of a browser.</summary>
public sealed record SessionView(SessionId Id, DateTimeOffset CreatedAt, string UserAgent);

/// <summary>An app that a user has authorized.</summary>
public sealed record ConnectedAppView(TokenId Id, string App, string? Website, string Scopes, DateTimeOffset CreatedAt);
