using Microsoft.AspNetCore.Http;
using Plaza.Api.Wire;

namespace Plaza.Api.Entry;

/// <summary>Mastodon's three ways of turning a caller away at the door (RFC 6750 §3).</summary>
internal static class AuthorizationErrors
{
    public static Task NoTokenAsync(HttpContext context)
    {
        const string Reason = "The access token is invalid";
        var about = context.Request.Headers.Authorization.Count is 0 ? "" : $", error=\"invalid_token\", error_description=\"{Reason}\"";
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"plaza\"{about}";
        return WriteAsync(context, 401, Reason);
    }

    public static Task NoScopeAsync(HttpContext context, IReadOnlyList<string> scopes)
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"plaza\", error=\"insufficient_scope\", scope=\"{string.Join(' ', scopes)}\"";
        return WriteAsync(context, 403, "This action is outside the authorized scopes");
    }

    public static Task NoUserAsync(HttpContext context) => WriteAsync(context, 422, "This method requires an authenticated user");

    private static Task WriteAsync(HttpContext context, int status, string error) =>
        ApiResults.Json(new ErrorJson(error), status).ExecuteAsync(context);
}
