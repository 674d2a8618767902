using Microsoft.AspNetCore.HttpOverrides;

namespace Plaza.Server.Http;

/// <summary>
/// Sets the client address of requests that come through trusted proxies: the first address from the right in
/// <c>X-Forwarded-For</c> that is no trusted proxy. What stands left of it was sent by the client and means nothing.
/// </summary>
internal static class ForwardedClients
{
    public static void UseForwardedClients(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<TrustedProxies>();
        if (proxies.IsEmpty && PublicUrl(app) is { } url && IsHttps(url))
            app.Logger.NoTrustedProxies(url);

        app.UseWarning(proxies);
        if (proxies.IsEmpty)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as many proxies as are trusted; the default is one
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Networks)
            options.KnownIPNetworks.Add(network);

        // ForwardedHeadersMiddleware trusts a peer without an address, which is one that came over a Unix-domain socket.
        app.UseWhen(context => proxies.Contains(context.Connection.RemoteIpAddress), trusted => trusted.UseForwardedHeaders(options));
    }

    /// <summary>
    /// Plaza itself speaks http only; where its public URL is https, every client is at the other end of that, also when a proxy
    /// does not say so.
    /// </summary>
    public static void UsePublicScheme(this WebApplication app)
    {
        if (PublicUrl(app) is not { } url || !IsHttps(url))
            return;

        app.Use((context, next) =>
        {
            context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
    }

    /// <summary>Warns once of a proxy that is not trusted, since everybody behind it shares one rate limit.</summary>
    private static void UseWarning(this WebApplication app, TrustedProxies proxies)
    {
        var warnings = 0;
        app.Use((context, next) =>
        {
            if (Volatile.Read(ref warnings) is 0 && context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName))
                Warn(context);

            return next(context);
        });

        void Warn(HttpContext context)
        {
            var peer = context.Connection.RemoteIpAddress;
            if (!proxies.Contains(peer) && Interlocked.Increment(ref warnings) is 1)
                app.Logger.UntrustedForwardedFor(peer?.ToString() ?? TrustedProxies.UnixSockets);
        }
    }

    private static string? PublicUrl(WebApplication app) => app.Configuration["Server:PublicUrl"];

    private static bool IsHttps(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
