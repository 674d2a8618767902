using Microsoft.Extensions.Logging;

namespace Plaza.Data;

/// <summary>Everything the data package says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "The database {Path} gets {Count} migrations because this program is newer: {Names}")]
    public static partial void Migrating(this ILogger logger, string path, int count, string names);

    [LoggerMessage(LogLevel.Error, "An order failed and was undone")]
    public static partial void OrderFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "A transaction of {Orders} orders failed and was undone")]
    public static partial void TransactionFailed(this ILogger logger, Exception fault, int orders);

    [LoggerMessage(LogLevel.Warning, "Rolling a failed transaction back gave an error of its own")]
    public static partial void RollbackFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Critical, "The disk failed while writing. Nothing more is acknowledged and the server stops; on the next start it recovers what was")]
    public static partial void DiskFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "Somebody who waits for commits failed when told of sequence {Sequence}; nobody else was harmed")]
    public static partial void SignalFailed(this ILogger logger, Exception fault, long sequence);

    [LoggerMessage(LogLevel.Warning, "{Subscription} could not take in {Type} (sequence {Sequence}), try {Attempt}: next try at {Due}")]
    public static partial void DeliveryFailed(this ILogger logger, Exception fault, string subscription, string type, long sequence, int attempt, DateTimeOffset due);

    [LoggerMessage(LogLevel.Error, "{Subscription} gave up on {Type} (sequence {Sequence}) after {Attempts} tries. It is parked: see plaza tasks list")]
    public static partial void DeliveryParked(this ILogger logger, Exception fault, string subscription, string type, long sequence, int attempts);

    [LoggerMessage(LogLevel.Error, "The durable subscription {Subscription} stumbled and goes on in {Seconds} s")]
    public static partial void SubscriptionStumbled(this ILogger logger, Exception fault, string subscription, double seconds);
}
