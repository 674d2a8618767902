namespace Plaza.Server.Http;

/// <summary>What every answer carries, errors and files too. A page that needs another policy sets its own later.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What pages elsewhere may show. Files of the website itself say so too.</summary>
    private static readonly PathString[] ForAll = ["/api", "/avatars", "/.well-known", "/nodeinfo"];

    private readonly bool _isSecure = configuration["Server:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true;

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        Set(headers, context);

        // An error page starts with cleared headers.
        context.Response.OnStarting(
            static state =>
            {
                var (self, context) = ((SecurityHeaders, HttpContext))state;
                self.Set(context.Response.Headers, context);
                return Task.CompletedTask;
            },
            (this, context));

        return next(context);
    }

    private void Set(IHeaderDictionary headers, HttpContext context)
    {
        headers.TryAdd("X-Request-Id", context.TraceIdentifier);
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", Array.Exists(ForAll, path => context.Request.Path.StartsWithSegments(path)) ? "cross-origin" : "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (_isSecure)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
    }
}
