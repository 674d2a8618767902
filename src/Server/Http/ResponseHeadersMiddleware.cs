using Microsoft.Extensions.Options;
using Plaza.Contracts;

namespace Plaza.Server.Http;

/// <summary>
/// Adds the headers of every response, of errors and files too: those for security, of which an endpoint may set another value itself, and while
/// the server drains the one that closes the connection.
/// </summary>
internal sealed class ResponseHeadersMiddleware
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Paths whose responses other sites may embed. Static files set the header themselves.</summary>
    private static readonly PathString[] CrossOriginPaths = ["/api", "/avatars", "/.well-known", "/nodeinfo"];

    private readonly RequestDelegate _next;
    private readonly Func<object, Task> _set;
    private readonly Drain _drain;
    private readonly bool _isSecure;

    public ResponseHeadersMiddleware(RequestDelegate next, IOptions<ServerOptions> server, Drain drain)
    {
        _next = next;
        _drain = drain;
        _set = context => Set((HttpContext)context);
        _isSecure = server.Value.IsSecure;
    }

    /// <summary>When the response starts, since the exception handler clears the headers set before.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(_set, context);
        return _next(context);
    }

    private static bool IsCrossOrigin(PathString requested)
    {
        foreach (var path in CrossOriginPaths)
        {
            if (requested.StartsWithSegments(path))
                return true;
        }

        return false;
    }

    private Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("X-Request-Id", context.TraceIdentifier);
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", IsCrossOrigin(context.Request.Path) ? "cross-origin" : "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (_isSecure)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        if (_drain.HasBegun)
            headers.Connection = "close"; // Kestrel adds it only when it stops, and closes idle connections in that moment.

        return Task.CompletedTask;
    }
}
