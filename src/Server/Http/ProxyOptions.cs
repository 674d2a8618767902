using Microsoft.Extensions.Options;

namespace Plaza.Server.Http;

/// <summary>Which proxies may name the client of a request: from the <c>Server</c> section of the settings.</summary>
internal sealed class ProxyOptions
{
    /// <summary>
    /// IP addresses and networks (such as <c>10.0.0.0/8</c>) of the proxies in front of this server, separated by blanks or commas;
    /// <c>unix</c> for proxies that connect over a Unix-domain socket.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    public IEnumerable<string> Entries => TrustedProxies.Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) =>
        options.Entries.FirstOrDefault(entry => entry is not TrustedProxies.UnixSockets && TrustedProxies.NetworkOf(entry) is null) is { } wrong
            ? ValidateOptionsResult.Fail($"Server:TrustedProxies names \"{wrong}\", which is neither an IP address nor a network such as 10.0.0.0/8.")
            : ValidateOptionsResult.Success;
}
