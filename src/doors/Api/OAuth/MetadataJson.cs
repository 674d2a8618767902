namespace Plaza.Api.OAuth;

/// <summary>RFC 8414 §2, with Mastodon's <c>app_registration_endpoint</c>. Phanpy uses PKCE only where this lists S256.</summary>
internal sealed record MetadataJson
{
    public required string Issuer { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public required string RevocationEndpoint { get; init; }

    public required string UserinfoEndpoint { get; init; }

    public required string AppRegistrationEndpoint { get; init; }

    public required string ServiceDocumentation { get; init; }

    public required IReadOnlyList<string> ScopesSupported { get; init; }

    public IReadOnlyList<string> ResponseTypesSupported { get; } = ["code"];

    public IReadOnlyList<string> ResponseModesSupported { get; } = ["query"];

    public IReadOnlyList<string> GrantTypesSupported { get; } = ["authorization_code", "client_credentials"];

    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; } = ["client_secret_basic", "client_secret_post"];

    public IReadOnlyList<string> CodeChallengeMethodsSupported { get; } = ["S256"];

    public bool AuthorizationResponseIssParameterSupported => true;
}

/// <param name="Sub">The URL of the profile, which never changes.</param>
internal sealed record UserinfoJson(string Iss, string Sub, string Name, string PreferredUsername, string Profile, string Picture);
