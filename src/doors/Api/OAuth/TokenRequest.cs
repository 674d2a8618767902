using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http;
using Plaza.Api.Input;
using Plaza.Contracts.Authentication;

namespace Plaza.Api.OAuth;

/// <summary>
/// A request to the token or revocation endpoint: the client's credentials, in the header or in the body but not in both, and parameters, each
/// at most once. The query string is not read, since URLs end up in logs.
/// </summary>
internal sealed class TokenRequest : IBindableFromHttpContext<TokenRequest>
{
    private readonly RequestFields _fields;

    private TokenRequest(RequestFields fields, string? authorization)
    {
        _fields = fields;
        var header = authorization is null ? default : Basic(authorization);

        if (header.Id is not null && (fields.NonEmpty("client_secret") is not null || (Optional("client_id") ?? header.Id) != header.Id))
            throw Invalid("Authenticate in the header or in the body, not in both");

        ClientId = header.Id ?? Optional("client_id") ?? throw new OAuthException("invalid_client", "Client authentication is missing");
        ClientSecret = header.Id is null ? Optional("client_secret") : header.Secret;
    }

    public string ClientId { get; }

    public string? ClientSecret { get; }

    public static async ValueTask<TokenRequest?> BindAsync(HttpContext context, ParameterInfo parameter) => new TokenRequest(
        await BodyReader.ReadAsync(context.Request, context.RequestAborted),
        context.Request.Headers.Authorization.Count is 0 ? null : context.Request.Headers.Authorization.ToString());

    public string Required(string name) => Optional(name) ?? throw Invalid($"The parameter {name} is missing");

    public string? Optional(string name) => _fields.HasBelow(name) ? throw Invalid($"The parameter {name} must be text") : _fields.All(name) switch
    {
        [] or [""] => null,
        [var one] => one,
        _ => throw Invalid($"The parameter {name} is given more than once"),
    };

    /// <summary>Mastodon.py sends its bearer token even here, so schemes other than Basic are ignored.</summary>
    private static (string? Id, string? Secret) Basic(string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return default;

        var bytes = new byte[authorization.Length];
        var isBase64 = Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), bytes, out var length);
        var text = isBase64 ? Encoding.UTF8.GetString(bytes, 0, length) : "";

        return text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? (Decode(text[..colon]), Decode(text[(colon + 1)..]))
            : throw new OAuthException("invalid_client", "The Basic credentials are malformed");
    }

    /// <summary>Both parts are form-encoded (RFC 6749 §2.3.1).</summary>
    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));

    private static OAuthException Invalid(string description) => new("invalid_request", description);
}
