using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>
/// A command: use another e-mail address. Mails a link to it and a warning to the present one, which stays in use until the link is
/// opened (<see cref="ConfirmEmail"/>), for a day at most. A changed password cancels it.
/// </summary>
public sealed record ChangeEmail(AccountId Account, string Password, string Email) : IRequest<bool>;

/// <summary>
/// A command: set a new password. Ends all sessions, codes and tokens of the user. The session in which the password was changed
/// is replaced by a new one with a new secret, so that copies of the old cookie are worth nothing.
/// </summary>
/// <param name="Session">The session in which the password is changed; when it does not exist, none is started and the response is null.</param>
public sealed record ChangePassword(AccountId Account, string Current, string New, SessionId Session) : IRequest<LoginResult?>;

/// <summary>An order of the operator: the address counts as confirmed.</summary>
public sealed record ConfirmAccount(AccountId Account) : IRequest<bool>;

/// <summary>An order: the holder of this link has shown that the address is theirs.</summary>
public sealed record ConfirmEmail(string Secret) : IRequest<AccountId>;

/// <summary>A command: the user consents. The response is the code, which is worth one token for 60 seconds; 10 minutes for <see cref="RegisterApp.OutOfBand"/>.</summary>
public sealed record CreateAuthorizationCode(AccountId Account, string ClientId, string RedirectUri, string Scopes) : IRequest<string>
{
    public string? CodeChallenge { get; init; }

    public string? CodeChallengeMethod { get; init; }
}

/// <summary>A command: an app of one's own, with a token for one's own account. The same key gives the same token again.</summary>
/// <param name="Name">What the list of connected apps shows: 1 to 120 characters.</param>
/// <param name="Scopes">Separated by spaces.</param>
/// <param name="Key">256 random bits as 64 hexadecimal digits, made by the server for the form.</param>
public sealed record CreateToken(AccountId Account, string Name, string Scopes, string Key) : IRequest<IssuedToken>;

/// <summary>
/// A command of the user (whose password was checked by the door with <see cref="VerifyPassword"/>), or the operator. False when
/// there is no such account. The last admin cannot be deleted.
/// </summary>
public sealed record DeleteAccount(AccountId Account) : IRequest<bool>;

/// <summary>An order of the user whose session it is.</summary>
public sealed record EndSession(AccountId Account, SessionId Session) : IRequest<bool>;

/// <summary>An order: a token with which an app acts for itself.</summary>
public sealed record IssueClientToken(string ClientId, string? ClientSecret, string Scopes) : IRequest<IssuedToken>;

/// <summary>An order of the operator: a token for a user without an app of its own.</summary>
public sealed record IssueToken(AccountId Account, string Scopes) : IRequest<IssuedToken>;

/// <summary>
/// A command: start a session for the user with this handle or e-mail address. At most 25 attempts an hour for each name and each
/// account from browsers that have not logged in to the account before, and 25 for each browser that has.
/// </summary>
public sealed record LogIn(string Name, string Password, string UserAgent) : IRequest<LoginResult>
{
    /// <summary>The device cookie of the browser (see <see cref="LoginResult.Device"/>); null where it has none.</summary>
    public string? Device { get; init; }

    /// <summary>The session that the browser had so far. It ends in the same commit as the new one starts.</summary>
    public SessionId? Replaces { get; init; }
}

/// <summary>An order: end a session. False when there was none.</summary>
public sealed record LogOut(SessionId Session) : IRequest<bool>;

/// <summary>An order: a token for a code, once.</summary>
public sealed record RedeemCode(string ClientId, string? ClientSecret, string Code, string RedirectUri, string? CodeVerifier) : IRequest<IssuedToken>;

/// <summary>An order: note down an app that people may sign in with.</summary>
public sealed record RegisterApp(string Name, IReadOnlyList<string> RedirectUris, string Scopes, string? Website) : IRequest<AppCredentials>
{
    /// <summary>The redirect URI of an app that has its user copy the code off a page.</summary>
    public const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";
}

/// <summary>
/// A command: mail a link for a new password to the confirmed address of the account. Response and work are the same whether or not there is
/// such an account.
/// </summary>
/// <param name="Name">The handle or the e-mail address, up to 254 characters; a longer one names nobody.</param>
public sealed record RequestPasswordReset(string Name) : IRequest<bool>;

/// <summary>
/// A command: set a new password with a mailed link, which works once and for an hour. Ends all sessions, codes and tokens. Rejected as
/// not found when the link is invalid, used or too old.
/// </summary>
public sealed record ResetPassword(string Secret, string New) : IRequest<AccountId>;

/// <summary>An order of an admin or the operator. False when it was not suspended.</summary>
public sealed record RestoreAccount(AccountId Account) : IRequest<bool>;

/// <summary>An order of the user for whom the token acts.</summary>
public sealed record RevokeOwnToken(AccountId Account, TokenId Token) : IRequest<bool>;

/// <summary>An order of the app that owns the token. False when there was none.</summary>
public sealed record RevokeToken(string ClientId, string? ClientSecret, string Token) : IRequest<bool>;

/// <summary>A command of the operator: make an account an admin, or no longer one. False when it was so already. The last admin stays one.</summary>
public sealed record SetAdmin(AccountId Account, bool IsAdmin) : IRequest<bool>;

/// <summary>A command of the operator: set the password of an account. Ends all its sessions, codes and tokens.</summary>
public sealed record SetPassword(AccountId Account, string New) : IRequest<bool>;

/// <summary>
/// A command: make an account and its user. Rejects handles that are taken, reserved or malformed, and weak passwords. The same command again within
/// ten minutes makes nothing and returns the account, so that a form may be sent twice.
/// </summary>
public sealed record SignUp(string Handle, string Email, string Password) : IRequest<AccountId>
{
    /// <summary>An account made by the operator: the address counts as confirmed, and closed registration does not matter.</summary>
    public bool ByOperator { get; init; }

    public bool IsAdmin { get; init; }
}

/// <summary>
/// A command of an admin or the operator. False when the account was suspended already. Only the operator suspends admins, and
/// nobody the last one.
/// </summary>
public sealed record SuspendAccount(AccountId Account) : IRequest<bool>
{
    /// <summary>The admin; null for the operator.</summary>
    public AccountId? By { get; init; }
}
