using Microsoft.Extensions.Logging;

namespace Plaza.Data;

/// <summary>The log messages of the project.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Applying {Count} migrations to {Path}: {Names}")]
    public static partial void Migrating(this ILogger logger, int count, string path, string names);

    [LoggerMessage(LogLevel.Error, "Write request failed and was rolled back")]
    public static partial void WriteRequestFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Information, "A statement failed, so {Requests} write requests are executed again, one by one: {Reason}")]
    public static partial void WriteRequestsRepeated(this ILogger logger, int requests, string reason);

    [LoggerMessage(LogLevel.Error, "A transaction of {Requests} write requests failed and was rolled back")]
    public static partial void TransactionFailed(this ILogger logger, Exception fault, int requests);

    [LoggerMessage(LogLevel.Warning, "Rolling back a failed transaction failed")]
    public static partial void RollbackFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Critical, "The disk failed while writing. No more writes are acknowledged and the server stops; the next start recovers the database")]
    public static partial void DiskFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "The disk is full. Writes are rejected until there is room; reads continue")]
    public static partial void DiskFull(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "The database cannot be reached. Writes are rejected until it can")]
    public static partial void DatabaseUnreachable(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Information, "Database writable again")]
    public static partial void DatabaseWritable(this ILogger logger);

    [LoggerMessage(LogLevel.Critical, "{Path} was deleted, moved or replaced while the server runs. Writes are rejected. Put it back, or stop the server and restore a backup")]
    public static partial void DatabaseMoved(this ILogger logger, string path);

    [LoggerMessage(LogLevel.Information, "{Path} is back. Writes are accepted")]
    public static partial void DatabaseIsBack(this ILogger logger, string path);

    [LoggerMessage(LogLevel.Warning, "The write-ahead log of the last run could not be checkpointed: the disk is full. The log is kept")]
    public static partial void CheckpointFailed(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "Live delivery of sequence {Sequence} failed outside its handlers. The event stays committed; delivery continues")]
    public static partial void LiveDeliveryFailed(this ILogger logger, Exception fault, long sequence);

    [LoggerMessage(LogLevel.Error, "The journal after sequence {Sequence} could not be read for live delivery; trying again")]
    public static partial void JournalNotRead(this ILogger logger, Exception fault, long sequence);

    [LoggerMessage(LogLevel.Error, "Live delivery passes over sequence {Sequence} ({Type}): {Reason}")]
    public static partial void EntryNotDelivered(this ILogger logger, long sequence, string type, string reason);

    [LoggerMessage(LogLevel.Warning, "The connection that follows the journal was lost: {Reason}. Trying again")]
    public static partial void ListenerLost(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "What the other nodes have applied cannot be read: {Reason}. Trying again")]
    public static partial void FollowersUnreachable(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The lease of this node could not be renewed: {Reason}. Trying again")]
    public static partial void LeaseNotRenewed(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "The lease of this node has expired. Requests are rejected until it has joined again")]
    public static partial void LeaseLost(this ILogger logger);

    [LoggerMessage(LogLevel.Information, "This node has joined again and follows the journal")]
    public static partial void LeaseRegained(this ILogger logger);

    [LoggerMessage(LogLevel.Warning, "{Nodes} servers of this database do not respond any more; the others take over their work")]
    public static partial void NodesRemoved(this ILogger logger, int nodes);

    [LoggerMessage(LogLevel.Warning, "This node could not be signed off: {Reason}. Others take over its work in {Seconds} s")]
    public static partial void NotLeft(this ILogger logger, string reason, double seconds);

    [LoggerMessage(LogLevel.Error, "Subscribers of the commit signal failed at sequence {Sequence}; the others were called")]
    public static partial void SignalFailed(this ILogger logger, Exception fault, long sequence);

    [LoggerMessage(LogLevel.Warning, "The write-ahead log of the last run could not be checkpointed: another program reads the database. The log is kept")]
    public static partial void CheckpointBlocked(this ILogger logger);
}
