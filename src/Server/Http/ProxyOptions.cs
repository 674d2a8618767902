using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Plaza.Server.Http;

/// <summary>Who may say on whose behalf a request comes: from the <c>Server</c> section of the settings.</summary>
internal sealed class ProxyOptions
{
    /// <summary>The IP addresses or networks of the proxies before this server, separated by spaces. Nobody else may name the client.</summary>
    public string TrustedProxies { get; set; } = "";

    public IEnumerable<string> Named => TrustedProxies.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) =>
        options.Named.FirstOrDefault(named => !IPAddress.TryParse(named, out _) && !IPNetwork.TryParse(named, out _)) is { } wrong
            ? ValidateOptionsResult.Fail($"Server:TrustedProxies names \"{wrong}\", which is neither an IP address nor a network such as 10.0.0.0/8.")
            : ValidateOptionsResult.Success;
}

internal static class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (proxies.Named.Any())
            app.UseForwardedHeaders(HeadersFrom(proxies));
    }

    private static ForwardedHeadersOptions HeadersFrom(ProxyOptions proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var named in proxies.Named)
        {
            if (IPAddress.TryParse(named, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(IPNetwork.Parse(named));
        }

        return options;
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
