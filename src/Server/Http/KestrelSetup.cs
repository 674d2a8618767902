using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>What Kestrel takes from a client, and for how long it waits.</summary>
internal static class KestrelSetup
{
    /// <summary>Bytes of a request that were received but not read yet, for each connection.</summary>
    private const int MaxUnreadBytes = 32 * 1024;

    private const int MaxHeaderBytes = 16 * 1024;

    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);

    public static void SetUp(this KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyLimits.MaxBytes;
        kestrel.Limits.MaxRequestBufferSize = MaxUnreadBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;

        var limits = kestrel.ApplicationServices.GetRequiredService<ConnectionLimits>();
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => limits.RunAsync(connection, next)));
    }
}
