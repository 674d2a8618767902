using Microsoft.Extensions.Logging;

namespace Plaza.Http;

/// <summary>The log messages of this project.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The public URL is {PublicUrl}, but no proxy is trusted: all clients behind the proxy share one rate limit. Set PLAZA__SERVER__TRUSTEDPROXIES to the proxy's IP address.")]
    public static partial void NoTrustedProxies(this ILogger logger, string publicUrl);

    [LoggerMessage(LogLevel.Warning, "Ignored X-Forwarded-For from {Peer}, which is not a trusted proxy. If it is yours, add it to PLAZA__SERVER__TRUSTEDPROXIES; until then all clients behind it share one rate limit. This is logged once.")]
    public static partial void UntrustedForwardedFor(this ILogger logger, string peer);

    /// <summary>The README documents the text: fail2ban matches it.</summary>
    [LoggerMessage(LogLevel.Warning, "Rate limit reached from {Address}: {Limit} requests in {Minutes} min counted as {Key}")]
    public static partial void RateLimitReached(this ILogger logger, string address, int limit, double minutes, string key);
}
