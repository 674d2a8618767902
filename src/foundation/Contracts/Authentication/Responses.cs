using Plaza.Contracts.Ids;

namespace Plaza.Contracts.Authentication;

/// <summary>A registered app.</summary>
public sealed record App(AppId Id, string ClientId, string Name, string? Website, IReadOnlyList<string> RedirectUris, Scopes Scopes);

/// <summary>A new app with its secret, which is shown only once.</summary>
public sealed record AppCredentials(App App, string ClientSecret);

/// <summary>A new bearer token, which is shown only once: 256 random bits, base64url.</summary>
public sealed record IssuedToken(string Secret, Scopes Scopes, DateTimeOffset CreatedAt);

/// <summary>A login that succeeded.</summary>
/// <param name="Secret">The value of the session cookie: 256 random bits, base64url. Stored only as a hash.</param>
public sealed record LoginResult(AccountId Account, SessionId Session, string Secret)
{
    /// <summary>The lifetime of a session and of its cookie.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(90);

    /// <summary>The new value of the device cookie, which identifies the browser at its next login; null when the cookie is unchanged.</summary>
    public string? Device { get; init; }
}

/// <summary>The session or access token of a request, and its account.</summary>
/// <param name="Account">Null for an app that acts for itself.</param>
/// <param name="Scopes">The scopes of the token; a browser's session has all.</param>
public sealed record Principal(AccountId? Account, string Handle, Scopes Scopes)
{
    private static readonly AsyncLocal<Principal?> Flowing = new();

    /// <summary>
    /// The principal on whose behalf the current call runs; it flows with the asynchronous call, as <c>Activity.Current</c> does.
    /// Doors set it for each request that acts for an account or app. The committer checks it again inside the transaction of
    /// every write request made in this flow, and throws <see cref="PrincipalRevokedException"/> when it is not active any more.
    /// Null for the server's own work and the operator's verbs, and for commands that carry credentials of their own (a password,
    /// a code, a signed link).
    /// </summary>
    public static Principal? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Whether the account is an administrator.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>The session of a browser; null for a token.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The access token; null for a session.</summary>
    public TokenId? Token { get; init; }

    /// <summary>The app to which the token belongs; null for a browser, and for a token made by the operator.</summary>
    public AppId? App { get; init; }
}
