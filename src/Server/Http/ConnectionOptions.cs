using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Server.Http;

/// <summary>The maximum number of open connections, from the <c>Server</c> section of the settings.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>Of all clients together. Lower where the limit of open files allows fewer.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Of one address (IPv6: of one /64). Trusted proxies are exempt.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 256;
}

[OptionsValidator]
internal sealed partial class ConnectionOptionsValidator : IValidateOptions<ConnectionOptions>;
