namespace Plaza.Server;

/// <summary>Everything the server itself says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "{Method} {Path} answered {Status} in {Milliseconds:F1} ms")]
    public static partial void RequestAnswered(this ILogger logger, string method, string path, int status, double milliseconds);

    [LoggerMessage(LogLevel.Information, "The command line asks: {Verb}")]
    public static partial void CommandCame(this ILogger logger, string verb);

    [LoggerMessage(LogLevel.Error, "A command failed")]
    public static partial void CommandFailed(this ILogger logger, Exception fault);
}
