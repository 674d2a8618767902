using Microsoft.Extensions.Logging;

namespace Plaza.Spaces;

/// <summary>Everything this library says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The handler {Handler} of {EventName} (sequence {Sequence}) failed; the others were not harmed")]
    public static partial void HandlerFaulted(this ILogger logger, Exception fault, string handler, string eventName, long sequence);

    [LoggerMessage(LogLevel.Warning, "Nobody listens to {EventName}")]
    public static partial void NobodyListens(this ILogger logger, string eventName);

    [LoggerMessage(LogLevel.Error, "The inline handler {Handler} of {EventName} has blocked its publisher for {Seconds:F1} s")]
    public static partial void HandlerBlocks(this ILogger logger, string handler, string eventName, double seconds);

    [LoggerMessage(LogLevel.Information, "{Spaces} spaces stand: {Names}")]
    public static partial void SpacesStand(this ILogger logger, int spaces, string names);
}
