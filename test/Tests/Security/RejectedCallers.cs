using static Plaza.Tests.Security.RejectedRequest;

namespace Plaza.Tests.Security;

/// <summary>Callers without permission, and clients that get no token.</summary>
internal static class RejectedCallers
{
    private const string BadToken = "The access token is invalid";
    private const string NoScope = "This action is outside the authorized scopes";
    private const string NoUser = "This method requires an authenticated user";
    private const string BadClient = "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.";
    private const string BadGrant = "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.";
    private const string Client = "client_id={client}&client_secret={secret}";

    private static readonly string[] Writes =
    [
        "POST /api/v1/statuses", "DELETE /api/v1/statuses/{own}", "POST /api/v1/statuses/{post}/favourite", "POST /api/v1/statuses/{post}/unfavourite",
        "POST /api/v1/statuses/{post}/reblog", "POST /api/v1/statuses/{post}/unreblog", "POST /api/v1/accounts/{bob}/follow", "POST /api/v1/accounts/{bob}/unfollow",
        "PATCH /api/v1/accounts/update_credentials", "POST /api/v1/notifications/clear", "POST /api/v1/notifications/1/dismiss", "POST /api/v1/markers",
        "POST /api/v2/media",
    ];

    private static readonly string[] Reads =
    [
        "GET /api/v1/accounts/verify_credentials", "GET /api/v1/timelines/home", "GET /api/v1/notifications", "GET /api/v1/favourites", "GET /api/v1/markers",
        "GET /api/v1/accounts/relationships?id={bob}", "GET /api/v1/preferences", "GET /api/v1/lists", "GET /api/v2/filters",
    ];

    public static IEnumerable<RejectedRequest> All =>
    [
        .. from request in Writes.Concat(Reads)
           from who in (string[])["nobody", "invented"]
           select new RejectedRequest($"{request} by {who}", request, Sent(request), 401, BadToken) { Who = who },
        .. Writes.Select(request => new RejectedRequest($"{request} without the scope", request, Sent(request), 403, NoScope) { Who = "reader" }),
        .. Writes.Select(request => new RejectedRequest($"{request} by an app", request, Sent(request), 403, NoScope) { Who = "app" }),
        .. Reads.Select(request => new RejectedRequest($"{request} by an app", request, null, 422, NoUser) { Who = "app" }),
        Get("a bad token where none is needed", "/api/v1/timelines/public", 401, BadToken) with { Who = "invented" },

        Token("no grant type", Client, 400, "invalid_request", "The parameter grant_type is missing"),
        Token("an unknown grant", Client + "&grant_type=password&username={handle}&password=correct+horse+battery", 400, "unsupported_grant_type", "Only authorization_code and client_credentials are granted here"),
        Token("no client", "grant_type=client_credentials", 401, "invalid_client", "Client authentication is missing"),
        Token("an unknown client", "grant_type=client_credentials&client_id=x&client_secret=x", 401, "invalid_client", BadClient),
        Token("a wrong client secret", "grant_type=client_credentials&client_id={client}&client_secret=x", 401, "invalid_client", BadClient),
        Token("no client secret", "grant_type=client_credentials&client_id={client}", 401, "invalid_client", BadClient),
        Token("a wider scope", "grant_type=client_credentials&scope=read+write&" + Client, 400, "invalid_scope", "The requested scope is invalid, unknown, or malformed."),
        Token("an unknown scope", "grant_type=client_credentials&scope=everything&" + Client, 400, "invalid_scope", "The requested scope is invalid, unknown, or malformed."),
        Token("an invented code", "grant_type=authorization_code&code=x&redirect_uri=https://client.example/callback&" + Client, 400, "invalid_grant", BadGrant),
        Token("a parameter twice", "grant_type=client_credentials&grant_type=client_credentials&" + Client, 400, "invalid_request", "The parameter grant_type is given more than once"),
        Post("an app with a dangerous address", "/api/v1/apps", "client_name=x&redirect_uris=javascript:alert(1)", 422, "Validation failed: Redirect URI must be an absolute URI.", "redirect_uris"),
        Post("an app without an address", "/api/v1/apps", "client_name=x", 422, "Validation failed: Redirect URI must be an absolute URI.", "redirect_uris"),
        Post("an app with an unknown scope", "/api/v1/apps", "client_name=x&redirect_uris=https://a.example/&scopes=admin", 422, "The requested scope is invalid, unknown, or malformed.", "scopes"),
    ];

    private static byte[]? Sent(string request) => request.StartsWith("GET", StringComparison.Ordinal) ? null : [.. "status=x&display_name=y"u8];
}
