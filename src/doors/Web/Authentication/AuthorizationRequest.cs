using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Authentication;

namespace Plaza.Web.Authentication;

/// <summary>The parameters of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3); the consent form sends them back unchanged.</summary>
internal sealed class AuthorizationRequest
{
    [BindProperty(Name = "response_type")]
    public string ResponseType { get; set; } = "code";

    [BindProperty(Name = "client_id")]
    public string ClientId { get; set; } = "";

    [BindProperty(Name = "redirect_uri")]
    public string RedirectUri { get; set; } = "";

    /// <summary>Defaults to Mastodon's default scope.</summary>
    [BindProperty(Name = "scope")]
    public string Scope { get; set => field = value is "" ? "read" : value; } = "read";

    [BindProperty(Name = "state")]
    public string? State { get; set; }

    [BindProperty(Name = "code_challenge")]
    public string? Challenge { get; set; }

    [BindProperty(Name = "code_challenge_method")]
    public string? ChallengeMethod { get; set; }

    public bool IsOutOfBand => RedirectUri is RegisterApp.OutOfBand;

    public ValidateAuthorization Check => new(ClientId, RedirectUri, Scope, NullIfEmpty(Challenge), NullIfEmpty(ChallengeMethod));

    public CreateAuthorizationCode Consent(Contracts.Ids.AccountId account) => new(account, ClientId, RedirectUri, Scope)
    {
        CodeChallenge = NullIfEmpty(Challenge),
        CodeChallengeMethod = NullIfEmpty(ChallengeMethod),
    };

    /// <summary>The parameters that are present, by name.</summary>
    public IEnumerable<(string Name, string Value)> Parameters =>
        from part in ((string Name, string? Value)[])
        [
            ("response_type", ResponseType), ("client_id", ClientId), ("redirect_uri", RedirectUri), ("scope", Scope),
            ("state", State), ("code_challenge", Challenge), ("code_challenge_method", ChallengeMethod),
        ]
        where part.Value is not null
        select (part.Name, part.Value);

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;
}
