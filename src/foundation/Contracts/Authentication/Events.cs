using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>An account is gone with all that it said.</summary>
[EventName("authentication.account_deleted")]
public sealed record AccountDeleted(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A suspended account may be used again.</summary>
[EventName("authentication.account_restored")]
public sealed record AccountRestored(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An account may not be used or seen until it is restored.</summary>
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

/// <summary>A user named another e-mail address, which counts once it is confirmed. The address is not part of the event.</summary>
[EventName("authentication.email_change_requested")]
public sealed record EmailChangeRequested(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A user has shown that the e-mail address is theirs.</summary>
[EventName("authentication.email_confirmed")]
public sealed record EmailConfirmed(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A user has logged in with a browser.</summary>
[EventName("authentication.logged_in")]
public sealed record LoggedIn(AccountId Account, SessionId Session) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A session has ended: by its user, by a new password, by suspension.</summary>
[EventName("authentication.logged_out")]
public sealed record LoggedOut(AccountId Account, SessionId Session) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>Somebody gave a wrong name or password. Told live and not written down, so that guessing fills no disk.</summary>
[EventName("authentication.login_failed")]
public sealed record LoginFailed(AccountId? Account) : IEvent
{
    public string Subject => Account?.ToString() ?? "";
}

/// <summary>A user has set a new password; the other sessions and all tokens have ended.</summary>
[EventName("authentication.password_changed")]
public sealed record PasswordChanged(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>Somebody asked for a new password of this account, whose address is confirmed.</summary>
[EventName("authentication.password_reset_requested")]
public sealed record PasswordResetRequested(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>Somebody has made an account here.</summary>
[EventName("authentication.signed_up")]
public sealed record SignedUp(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A token acts for a user from now on; without an app it was made by the operator.</summary>
[EventName("authentication.token_issued")]
public sealed record TokenIssued(AccountId Account, AppId? App, TokenId Token) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A token is worth nothing from now on. Without an account it was one that an app held for itself.</summary>
[EventName("authentication.token_revoked")]
public sealed record TokenRevoked(TokenId Token, AccountId? Account) : IEvent
{
    public string Subject => Account?.ToString() ?? "";
}
