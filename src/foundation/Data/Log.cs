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

    [LoggerMessage(LogLevel.Error, "The disk is full: what is to be written is refused until there is room again. Reading goes on")]
    public static partial void DiskFull(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Information, "The disk takes what is written again")]
    public static partial void DiskTakesAgain(this ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The disk is too full to move what the last run left in the log into the database; it stays in the log")]
    public static partial void LogNotMoved(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "Live delivery of sequence {Sequence} failed outside its handlers. It stays committed, and delivery continues")]
    public static partial void LiveDeliveryFailed(this ILogger logger, Exception fault, long sequence);

    [LoggerMessage(LogLevel.Error, "Subscribers of the commit signal failed at sequence {Sequence}; the others were called")]
    public static partial void SignalFailed(this ILogger logger, Exception fault, long sequence);

    [LoggerMessage(LogLevel.Warning, "Another program reads the database, so what the last run wrote could not be moved into it yet; it is read from the log meanwhile")]
    public static partial void LogHeldByReaders(this ILogger logger);
}
