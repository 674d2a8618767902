using Microsoft.Extensions.Logging;

namespace Plaza.Spaces.RabbitMQ;

/// <summary>The log messages of the package. None has the password of the broker.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "RabbitMQ client {Client} connected to {Endpoint}")]
    public static partial void Connected(this ILogger logger, string client, string endpoint);

    [LoggerMessage(LogLevel.Warning, "RabbitMQ client {Client} is not connected (attempt {Attempt} failed: {Reason}); next attempt in {Seconds:F1} s")]
    public static partial void NotConnected(this ILogger logger, string client, int attempt, string reason, double seconds);

    [LoggerMessage(LogLevel.Warning, "Published {EventName} (sequence {Sequence}) without its payload: {Reason}")]
    public static partial void PayloadUnreadable(this ILogger logger, string eventName, long sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "The stored position of {Publisher} was moved by another process; publishing continues there")]
    public static partial void PositionMoved(this ILogger logger, string publisher);

    [LoggerMessage(LogLevel.Information, "{Publisher} publishes no more: another process does, until this one is active again")]
    public static partial void Deactivated(this ILogger logger, string publisher);

    [LoggerMessage(LogLevel.Warning, "The position of {Publisher} could not be stored; the entries after the stored one are published again")]
    public static partial void PositionNotSaved(this ILogger logger, Exception fault, string publisher);

    [LoggerMessage(LogLevel.Information, "Queue {Queue} delivered {Sequence} after {Position}, entries between may be missing; reading the journal")]
    public static partial void EntriesMissing(this ILogger logger, string queue, long sequence, long position);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} delivered {Sequence}, which the journal does not show yet; reading again in {Seconds:F1} s")]
    public static partial void JournalBehind(this ILogger logger, string queue, long sequence, double seconds);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} delivered a message that is no entry of this journal; it was discarded: {Reason}")]
    public static partial void MessageDiscarded(this ILogger logger, string queue, string reason);

    [LoggerMessage(LogLevel.Error, "Handler of queue {Queue} failed to handle {EventName} (sequence {Sequence}) at attempt {Attempt}; next attempt in {Seconds:F1} s")]
    public static partial void HandlerFailed(this ILogger logger, Exception fault, string queue, string eventName, long sequence, int attempt, double seconds);
}
