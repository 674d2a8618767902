using Microsoft.AspNetCore.Http;
using Plaza.Api.Json;
using Plaza.Http;

namespace Plaza.Api.OAuth;

/// <summary>Marks endpoints whose errors follow RFC 6749 §5.2 exactly: clients register again on <c>invalid_client</c>.</summary>
internal sealed class OAuthErrors
{
    public static OAuthErrors Marker { get; } = new();

    public static int StatusOf(string error) => error switch
    {
        "invalid_client" => 401,
        "unauthorized_client" => 403,
        "temporarily_unavailable" => 503,
        "server_error" => 500,
        _ => 400,
    };

    /// <param name="code">The OAuth error code, if the exception has one.</param>
    public static Task AnswerAsync(HttpContext context, int status, string? code, string description)
    {
        var error = code ?? status switch
        {
            503 => "temporarily_unavailable",
            500 => "server_error",
            401 => "invalid_client",
            _ => "invalid_request",
        };

        if (error is "invalid_client")
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"plaza\"";

        SetNoStore(context);
        return ApiResults.Json(new ErrorJson(error) { ErrorDescription = description }, status is 422 ? 400 : status).ExecuteAsync(context);
    }

    public static void SetNoStore(HttpContext context)
    {
        context.Response.Headers.CacheControl = CacheControl.NoStore;
        context.Response.Headers.Pragma = "no-cache";
    }
}
