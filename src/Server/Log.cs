namespace Plaza.Server;

/// <summary>Everything the server itself says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "{Method} {Path} answered {Status} in {Milliseconds:F1} ms")]
    public static partial void RequestAnswered(this ILogger logger, string method, string path, int status, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The public URL is {PublicUrl}, but no proxy is trusted: everybody behind the proxy shares one rate limit. Set PLAZA__SERVER__TRUSTEDPROXIES to the proxy's IP address.")]
    public static partial void NoTrustedProxies(this ILogger logger, string publicUrl);

    [LoggerMessage(LogLevel.Warning, "Ignored X-Forwarded-For from {Peer}, which is no trusted proxy. If it is yours, add it to PLAZA__SERVER__TRUSTEDPROXIES; until then everybody behind it shares one rate limit. This is logged once.")]
    public static partial void UntrustedForwardedFor(this ILogger logger, string peer);

    [LoggerMessage(LogLevel.Warning, "Closed a connection: {Max} are open, as many as Server:MaxConnections and the limit of open files (ulimit -n, LimitNOFILE) allow")]
    public static partial void TooManyConnections(this ILogger logger, int max);

    [LoggerMessage(LogLevel.Warning, "Closed a connection: {Address} has {Max} open, as many as Server:MaxConnectionsPerAddress allows. A proxy of yours belongs in PLAZA__SERVER__TRUSTEDPROXIES.")]
    public static partial void TooManyConnectionsOfAddress(this ILogger logger, string address, int max);

    [LoggerMessage(LogLevel.Warning, "Not ready: the front page answers {Status}")]
    public static partial void PageFailed(this ILogger logger, int status);

    [LoggerMessage(LogLevel.Warning, "Not ready: the database or the front page does not answer")]
    public static partial void NotReady(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Critical, "Plaza stops, because it cannot load its own code and would fail until it is restarted: {Reason}")]
    public static partial void CodeNotLoaded(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "The command line asks: {Verb}")]
    public static partial void CommandCame(this ILogger logger, string verb);

    [LoggerMessage(LogLevel.Error, "A command failed")]
    public static partial void CommandFailed(this ILogger logger, Exception fault);
}
