namespace Plaza.Contracts.Authentication;

/// <summary>An OAuth error (RFC 6749 §4.1.2.1 and §5.2).</summary>
/// <param name="error">Such as <c>invalid_grant</c>.</param>
/// <param name="description">A sentence for the developer of the app.</param>
public sealed class OAuthException(string error, string description) : Exception(description)
{
    public string Error => error;
}

/// <summary>
/// The session or token of the request was revoked, or its account suspended or deleted, after the request was authenticated
/// and before it was committed. Nothing was changed. Doors answer as if the session or token had never been valid.
/// </summary>
public sealed class PrincipalRevokedException() : Exception("The session or token of this request is not valid any more.");
