namespace Plaza.Server;

/// <summary>All log lines of the server itself.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "{Method} {Path} responded {Status} in {Milliseconds:F1} ms")]
    public static partial void RequestAnswered(this ILogger logger, string method, string path, int status, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Closed a connection: {Max} are open, as many as Server:MaxConnections and the limit of open files (ulimit -n, LimitNOFILE) allow")]
    public static partial void TooManyConnections(this ILogger logger, int max);

    [LoggerMessage(LogLevel.Warning, "Closed a connection: {Address} has {Max} open, as many as Server:MaxConnectionsPerAddress allows. If it is your proxy, add it to PLAZA__SERVER__TRUSTEDPROXIES.")]
    public static partial void TooManyConnectionsOfAddress(this ILogger logger, string address, int max);

    [LoggerMessage(LogLevel.Information, "Stopping in {Seconds} s (Server:DrainSeconds): /readyz responds 503, requests are still served. Another signal stops at once.")]
    public static partial void Draining(this ILogger logger, int seconds);

    [LoggerMessage(LogLevel.Warning, "Not ready: the front page responded {Status}")]
    public static partial void PageFailed(this ILogger logger, int status);

    [LoggerMessage(LogLevel.Warning, "Not ready: the database or the front page failed")]
    public static partial void NotReady(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Critical, "Stopping: code could not be loaded, and would fail to load until the process restarts: {Reason}")]
    public static partial void CodeNotLoaded(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "Renamed {File} to {File}.broken, because it is not a key: {Reason} Whoever was logged in with it has to log in again.")]
    public static partial void KeySetAside(this ILogger logger, string file, string reason);

    [LoggerMessage(LogLevel.Information, "The operator ran {Command}: {Outcome}")]
    public static partial void CommandEnded(this ILogger logger, string command, string outcome);

    [LoggerMessage(LogLevel.Error, "Command failed")]
    public static partial void CommandFailed(this ILogger logger, Exception fault);
}
