using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>An account was deleted. The spaces erase its data in steps afterwards.</summary>
[EventName("authentication.account_deleted")]
public sealed record AccountDeleted(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A suspended account was restored and may be used again.</summary>
[EventName("authentication.account_restored")]
public sealed record AccountRestored(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An account was suspended: until it is restored it can neither be used nor seen.</summary>
[EventName("authentication.account_suspended")]
public sealed record AccountSuspended(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An account was made an admin, or is no longer one.</summary>
[EventName("authentication.admin_changed")]
public sealed record AdminChanged(AccountId Account, bool IsAdmin) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A user entered another e-mail address, which replaces the present one once it is confirmed. The address is not part of the event.</summary>
[EventName("authentication.email_change_requested")]
public sealed record EmailChangeRequested(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A user confirmed the e-mail address of the account.</summary>
[EventName("authentication.email_confirmed")]
public sealed record EmailConfirmed(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A user logged in with a browser.</summary>
[EventName("authentication.logged_in")]
public sealed record LoggedIn(AccountId Account, SessionId Session) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A session ended: by its user, by a new password, by suspension.</summary>
[EventName("authentication.logged_out")]
public sealed record LoggedOut(AccountId Account, SessionId Session) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A login failed because of a wrong name or password. Published to live subscriptions only and not journaled, so that guessing cannot fill the disk.</summary>
[EventName("authentication.login_failed")]
public sealed record LoginFailed(AccountId? Account) : IEvent
{
    /// <summary>The IP address of the client.</summary>
    public string Address { get; init; } = "";

    /// <summary>For the log: the handle, such as <c>@ada</c>; without an account a text without the name, which may be a password or an e-mail address.</summary>
    public string Name { get; init; } = "";

    public string Subject => Account?.ToString() ?? "";
}

/// <summary>A user set a new password, which ended the other sessions and all tokens.</summary>
[EventName("authentication.password_changed")]
public sealed record PasswordChanged(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A password reset was requested for this account, whose address is confirmed.</summary>
[EventName("authentication.password_reset_requested")]
public sealed record PasswordResetRequested(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An account was created.</summary>
[EventName("authentication.signed_up")]
public sealed record SignedUp(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An access token was issued for a user; the operator issues tokens without an app.</summary>
[EventName("authentication.token_issued")]
public sealed record TokenIssued(AccountId Account, AppId? App, TokenId Token) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An access token was revoked. An app's own token has no account.</summary>
[EventName("authentication.token_revoked")]
public sealed record TokenRevoked(TokenId Token, AccountId? Account) : IEvent
{
    public string Subject => Account?.ToString() ?? "";
}
