namespace Plaza.Server.Http;

/// <summary>What every answer carries, errors and files too. A page that needs another policy sets its own later.</summary>
internal sealed class SecurityHeadersMiddleware
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What pages elsewhere may show. Files of the website itself say so too.</summary>
    private static readonly PathString[] ForAll = ["/api", "/avatars", "/.well-known", "/nodeinfo"];

    private readonly RequestDelegate _next;
    private readonly Func<object, Task> _set;
    private readonly bool _isSecure;

    public SecurityHeadersMiddleware(RequestDelegate next, IConfiguration configuration)
    {
        _next = next;
        _set = context => Set((HttpContext)context);
        _isSecure = configuration["Server:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true;
    }

    /// <summary>At the last moment, since an error page starts with cleared headers.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(_set, context);
        return _next(context);
    }

    private static bool IsForAll(PathString asked)
    {
        foreach (var path in ForAll)
        {
            if (asked.StartsWithSegments(path))
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
        headers.TryAdd("Cross-Origin-Resource-Policy", IsForAll(context.Request.Path) ? "cross-origin" : "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (_isSecure)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");

        return Task.CompletedTask;
    }
}
