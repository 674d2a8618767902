using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// Changes the e-mail address of an account. Mails a link to the new address and a warning to the current one, which stays in use until the
/// link is opened (<see cref="ConfirmEmail"/>), for a day at most. A changed password cancels the change.
/// </summary>
public sealed record ChangeEmail(AccountId Account, string Password, string Email) : ICommand<bool>;

/// <summary>
/// Sets a new password. Ends all sessions, codes and tokens of the user. The session in which the password was changed
/// is replaced by a new one with a new secret, so that copies of the old cookie are worth nothing.
/// </summary>
/// <param name="Session">The session in which the password is changed; when it does not exist, none is started and the response is null.</param>
public sealed record ChangePassword(AccountId Account, string Current, string New, SessionId Session) : ICommand<LoginResult?>;

/// <summary>Confirms the e-mail address of an account for the operator.</summary>
public sealed record ConfirmAccount(AccountId Account) : ICommand<bool>;

/// <summary>Confirms an e-mail address with a mailed link. Returns the account. Rejected as not found when the link is invalid, used or too old.</summary>
public sealed record ConfirmEmail(string Secret) : ICommand<AccountId>;

/// <summary>Records the consent of a user to an app. Returns the authorization code, which can be redeemed for one token for 60 seconds; 10 minutes for <see cref="RegisterApp.OutOfBand"/>.</summary>
public sealed record CreateAuthorizationCode(AccountId Account, string ClientId, string RedirectUri, string Scopes) : ICommand<string>
{
    public string? CodeChallenge { get; init; }

    public string? CodeChallengeMethod { get; init; }
}

/// <summary>Registers an app of the user's own with a token for the same account. Idempotent: the same key returns the same token, and is rejected once that has ended.</summary>
/// <param name="Name">The name in the list of connected apps: 1 to 120 characters.</param>
/// <param name="Scopes">Separated by spaces.</param>
/// <param name="Key">256 random bits as 64 hexadecimal digits, made by the server for the form.</param>
public sealed record CreateToken(AccountId Account, string Name, string Scopes, string Key) : ICommand<IssuedToken>;

/// <summary>
/// Deletes an account, for its user (whose password the door has checked with <see cref="VerifyPassword"/>) or the operator. Returns false
/// when no such account exists. The last admin cannot be deleted.
/// </summary>
public sealed record DeleteAccount(AccountId Account) : ICommand<bool>;

/// <summary>Ends another session of a user. Returns false when the account has no such session.</summary>
public sealed record EndSession(AccountId Account, SessionId Session) : ICommand<bool>;

/// <summary>Issues a token with which an app acts for itself (client credentials, RFC 6749 §4.4).</summary>
public sealed record IssueClientToken(string ClientId, string? ClientSecret, string Scopes) : ICommand<IssuedToken>;

/// <summary>Issues a token for a user without an app, for the operator.</summary>
public sealed record IssueToken(AccountId Account, string Scopes) : ICommand<IssuedToken>;

/// <summary>
/// Starts a session for the user with this handle or e-mail address. At most 25 attempts an hour for each name and each
/// account from browsers that have not logged in to the account before, and 25 for each browser that has.
/// </summary>
public sealed record LogIn(string Name, string Password, string UserAgent) : ICommand<LoginResult>
{
    /// <summary>The device cookie of the browser (see <see cref="LoginResult.Device"/>); null where it has none.</summary>
    public string? Device { get; init; }

    /// <summary>The IP address of the client, for the log.</summary>
    public string Address { get; init; } = "local";

    /// <summary>The session that the browser had so far. It ends in the same commit as the new one starts.</summary>
    public SessionId? Replaces { get; init; }
}

/// <summary>Ends a session. Returns false when it does not exist.</summary>
public sealed record LogOut(SessionId Session) : ICommand<bool>;

/// <summary>Redeems an authorization code for a token, once (RFC 6749 §4.1.3).</summary>
public sealed record RedeemCode(string ClientId, string? ClientSecret, string Code, string RedirectUri, string? CodeVerifier) : ICommand<IssuedToken>;

/// <summary>Registers an app that users can authorize.</summary>
public sealed record RegisterApp(string Name, IReadOnlyList<string> RedirectUris, string Scopes, string? Website) : ICommand<AppCredentials>
{
    /// <summary>The redirect URI of an app whose user copies the code from a page.</summary>
    public const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";
}

/// <summary>
/// Mails a link for a new password to the confirmed address of the account. Response and work are the same whether or not there is
/// such an account.
/// </summary>
/// <param name="Name">The handle or the e-mail address, up to 254 characters; a longer one matches no account.</param>
public sealed record RequestPasswordReset(string Name) : ICommand<bool>;

/// <summary>
/// Sets a new password with a mailed link, which works once and for an hour. Ends all sessions, codes and tokens. Rejected as
/// not found when the link is invalid, used or too old.
/// </summary>
public sealed record ResetPassword(string Secret, string New) : ICommand<AccountId>;

/// <summary>Restores a suspended account, for an admin or the operator. Returns false when it was not suspended.</summary>
public sealed record RestoreAccount(AccountId Account) : ICommand<bool>;

/// <summary>Revokes a token of a user. Returns false when the account has no such token.</summary>
public sealed record RevokeOwnToken(AccountId Account, TokenId Token) : ICommand<bool>;

/// <summary>Revokes a token for the app that owns it (RFC 7009). Returns false when no such token exists.</summary>
public sealed record RevokeToken(string ClientId, string? ClientSecret, string Token) : ICommand<bool>;

/// <summary>Grants or removes admin rights, for the operator. Returns false when nothing changed. The last admin stays one.</summary>
public sealed record SetAdmin(AccountId Account, bool IsAdmin) : ICommand<bool>;

/// <summary>Sets the password of an account, for the operator. Ends all its sessions, codes and tokens.</summary>
public sealed record SetPassword(AccountId Account, string New) : ICommand<bool>;

/// <summary>
/// Creates an account and its user. Rejects handles that are taken, reserved or malformed, and weak passwords. The same command again within
/// ten minutes creates nothing and returns the account, so that a form may be sent twice.
/// </summary>
public sealed record SignUp(string Handle, string Email, string Password) : ICommand<AccountId>
{
    /// <summary>Set for accounts that the operator creates: the address is confirmed, and closed registration does not apply.</summary>
    public bool ByOperator { get; init; }

    public bool IsAdmin { get; init; }
}

/// <summary>
/// Suspends an account, for an admin or the operator. Returns false when it was suspended already. Only the operator can suspend admins, and
/// the last admin cannot be suspended.
/// </summary>
public sealed record SuspendAccount(AccountId Account) : ICommand<bool>
{
    /// <summary>The admin; null for the operator.</summary>
    public AccountId? By { get; init; }
}
