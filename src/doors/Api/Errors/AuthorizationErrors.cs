using Microsoft.AspNetCore.Http;
using Plaza.Api.Json;

namespace Plaza.Api.Errors;

/// <summary>Error responses to a caller without a valid token, scope or user (RFC 6750 §3), in Mastodon's wording.</summary>
internal static class AuthorizationErrors
{
    public static Task NoTokenAsync(HttpContext context)
    {
        const string Reason = "The access token is invalid";
        var about = context.Request.Headers.Authorization.Count is 0 ? "" : $", error=\"invalid_token\", error_description=\"{Reason}\"";
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"plaza\"{about}";
        return WriteAsync(context, 401, Reason);
    }

    public static RequestDelegate NoScope(IReadOnlyList<string> scopes) => context =>
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"plaza\", error=\"insufficient_scope\", scope=\"{string.Join(' ', scopes)}\"";
        return WriteAsync(context, 403, "This action is outside the authorized scopes");
    };

    public static Task NoUserAsync(HttpContext context) => WriteAsync(context, 422, "This method requires an authenticated user");

    private static Task WriteAsync(HttpContext context, int status, string error) =>
        ApiResults.Json(new ErrorJson(error), status).ExecuteAsync(context);
}
