using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Plaza.Http.Bodies;

namespace Plaza.Server.Http;

/// <summary>Kestrel's limits for a connection.</summary>
internal static class KestrelSetup
{
    /// <summary>Received but not yet read, for each connection.</summary>
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
