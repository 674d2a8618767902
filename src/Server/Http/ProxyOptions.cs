using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Plaza.Server.Http;

/// <summary>Who may say on whose behalf a request comes: from the <c>Server</c> section of the settings.</summary>
internal sealed class ProxyOptions
{
    /// <summary>The IP addresses of the proxies before this server, separated by spaces. Nobody else may name the client.</summary>
    public string TrustedProxies { get; set; } = "";
}

internal static class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app)
    {
        var named = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.TrustedProxies
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (named.Length is 0)
            return;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var address in named)
            options.KnownProxies.Add(IPAddress.Parse(address));

        app.UseForwardedHeaders(options);
    }

    /// <summary>
    /// Plaza itself speaks http only; where its public address is https, whoever asks is at the other end of that, also when
    /// a proxy does not say so.
    /// </summary>
    public static void UsePublicScheme(this WebApplication app)
    {
        if (app.Configuration["Server:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is not true)
            return;

        app.Use((context, next) =>
        {
            context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
    }
}
