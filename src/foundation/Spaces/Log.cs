using Microsoft.Extensions.Logging;

namespace Plaza.Spaces;

/// <summary>The log messages of the library.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "Handler {Handler} of {EventName} (sequence {Sequence}) failed")]
    public static partial void HandlerFaulted(this ILogger logger, Exception fault, string handler, string eventName, long sequence);

    [LoggerMessage(LogLevel.Warning, "Handler {Handler} of {EventName} (sequence {Sequence}) failed at attempt {Attempt} and will be retried")]
    public static partial void HandlerWillRetry(this ILogger logger, Exception fault, string handler, string eventName, long sequence, int attempt);

    [LoggerMessage(LogLevel.Error, "Dead-lettered {EventName} for handler {Handler} as {DeadLetterId}: {Reason}")]
    public static partial void EventDeadLettered(this ILogger logger, string handler, string eventName, long deadLetterId, string reason);

    [LoggerMessage(LogLevel.Warning, "Rejected {EventName} (sequence {Sequence}) for handler {Handler}: {Reason}")]
    public static partial void EventRejected(this ILogger logger, string handler, string eventName, long sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "Handler {Handler} skipped a gap in {EventName} from {From} to {To} (late arrival: {IsLate})")]
    public static partial void SequenceGap(this ILogger logger, string handler, string eventName, string from, string to, bool isLate);

    [LoggerMessage(LogLevel.Error, "Circuit breaker of handler {Handler} of {EventName} opened for {Seconds} s: {Reason}")]
    public static partial void CircuitOpened(this ILogger logger, string handler, string eventName, double seconds, string reason);

    [LoggerMessage(LogLevel.Information, "Circuit breaker of handler {Handler} of {EventName} closed")]
    public static partial void CircuitClosed(this ILogger logger, string handler, string eventName);

    [LoggerMessage(LogLevel.Error, "Cascade limit reached, {EventName} was suppressed: {Cycle} (depth {Depth}, {Size} events)")]
    public static partial void CascadeSuppressed(this ILogger logger, string eventName, string cycle, int depth, int size);

    [LoggerMessage(LogLevel.Warning, "{EventName} has no subscribers")]
    public static partial void NoSubscribers(this ILogger logger, string eventName);

    [LoggerMessage(LogLevel.Error, "Inline handler {Handler} of {EventName} has blocked its publisher for {Seconds:F1} s")]
    public static partial void HandlerBlocks(this ILogger logger, string handler, string eventName, double seconds);

    [LoggerMessage(LogLevel.Error, "{EventName} could not be appended to the journal")]
    public static partial void AppendFailed(this ILogger logger, Exception fault, string eventName);

    [LoggerMessage(LogLevel.Information, "The subscription of {Handler} to {EventName} in {Source} was not disposed, {Times} times, first at {SubscribedAt}")]
    public static partial void SubscriptionNotDisposed(this ILogger logger, string handler, string eventName, string source, int times, DateTimeOffset subscribedAt);

    [LoggerMessage(LogLevel.Information, "Started {Count} spaces: {Names}")]
    public static partial void SpacesStarted(this ILogger logger, int count, string names);

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription} failed to handle {EventName} (sequence {Sequence}) at attempt {Attempt}; next attempt at {NextAttemptAt}")]
    public static partial void DeliveryFailed(this ILogger logger, Exception fault, string subscription, string eventName, long sequence, int attempt, DateTimeOffset nextAttemptAt);

    [LoggerMessage(LogLevel.Error, "Subscription {Subscription} dead-lettered {EventName} (sequence {Sequence}) after {Attempts} attempts")]
    public static partial void DeliveryDeadLettered(this ILogger logger, Exception fault, string subscription, string eventName, long sequence, int attempts);

    [LoggerMessage(LogLevel.Error, "Durable subscription {Subscription} failed; restarting in {Seconds} s")]
    public static partial void SubscriptionFailed(this ILogger logger, Exception fault, string subscription, double seconds);
}
