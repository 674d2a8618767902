using Microsoft.Extensions.Logging;

namespace Plaza.Spaces;

/// <summary>Everything this library says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The handler {Handler} of {EventName} (sequence {Sequence}) failed; the others were not harmed")]
    public static partial void HandlerFaulted(this ILogger logger, Exception fault, string handler, string eventName, long sequence);

    [LoggerMessage(LogLevel.Warning, "The handler {Handler} of {EventName} (sequence {Sequence}) failed at try {Attempt} and will be tried again")]
    public static partial void HandlerWillRetry(this ILogger logger, Exception fault, string handler, string eventName, long sequence, int attempt);

    [LoggerMessage(LogLevel.Error, "{EventName} is parked for {Handler} under number {Parked}: {Reason}")]
    public static partial void EventDeadLettered(this ILogger logger, string handler, string eventName, long parked, string reason);

    [LoggerMessage(LogLevel.Warning, "{Handler} was not told of {EventName} (sequence {Sequence}): {Reason}")]
    public static partial void EventRejected(this ILogger logger, string handler, string eventName, long sequence, string reason);

    [LoggerMessage(LogLevel.Warning, "{Handler} has given up on {EventName} from {From} to {To} (came late: {CameLate})")]
    public static partial void EventsMissing(this ILogger logger, string handler, string eventName, string from, string to, bool cameLate);

    [LoggerMessage(LogLevel.Error, "The circuit of {Handler} of {EventName} is open for {Seconds} s: {Reason}")]
    public static partial void CircuitOpened(this ILogger logger, string handler, string eventName, double seconds, string reason);

    [LoggerMessage(LogLevel.Information, "The circuit of {Handler} of {EventName} is closed again")]
    public static partial void CircuitClosed(this ILogger logger, string handler, string eventName);

    [LoggerMessage(LogLevel.Error, "{EventName} was cut off, since events lead to each other without end: {Cycle} (depth {Depth}, {Size} events)")]
    public static partial void StormCut(this ILogger logger, string eventName, string cycle, int depth, int size);

    [LoggerMessage(LogLevel.Warning, "Nobody listens to {EventName}")]
    public static partial void NobodyListens(this ILogger logger, string eventName);

    [LoggerMessage(LogLevel.Error, "The inline handler {Handler} of {EventName} has blocked its publisher for {Seconds:F1} s")]
    public static partial void HandlerBlocks(this ILogger logger, string handler, string eventName, double seconds);

    [LoggerMessage(LogLevel.Error, "{EventName} could not be written down")]
    public static partial void NotWrittenDown(this ILogger logger, Exception fault, string eventName);

    [LoggerMessage(LogLevel.Information, "{Handler} subscribed to {EventName} in {By} and never left, {Times} times, first at {Since}")]
    public static partial void NeverLeft(this ILogger logger, string handler, string eventName, string by, int times, DateTimeOffset since);

    [LoggerMessage(LogLevel.Information, "{Spaces} spaces stand: {Names}")]
    public static partial void SpacesStand(this ILogger logger, int spaces, string names);

    [LoggerMessage(LogLevel.Warning, "{Subscription} could not take in {EventName} (sequence {Sequence}), try {Attempt}: next try at {Due}")]
    public static partial void DeliveryFailed(this ILogger logger, Exception fault, string subscription, string eventName, long sequence, int attempt, DateTimeOffset due);

    [LoggerMessage(LogLevel.Error, "{Subscription} gave up on {EventName} (sequence {Sequence}) after {Attempts} tries. It is parked until somebody replays or drops it")]
    public static partial void DeliveryDeadLettered(this ILogger logger, Exception fault, string subscription, string eventName, long sequence, int attempts);

    [LoggerMessage(LogLevel.Error, "The durable subscription {Subscription} stumbled and goes on in {Seconds} s")]
    public static partial void SubscriptionStumbled(this ILogger logger, Exception fault, string subscription, double seconds);
}
