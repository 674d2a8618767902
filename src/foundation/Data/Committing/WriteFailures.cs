using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Data.Sqlite;

namespace Plaza.Data.Committing;

/// <summary>
/// Handles the errors of the committer's transactions: logs them, a full disk or lost connection at most once a minute, and stops the server when the disk failed. Used by
/// the committer's thread, except for <see cref="DiskFailure"/>.
/// </summary>
internal sealed class WriteFailures(TimeProvider clock, ILogger<Committer> logger, IHostApplicationLifetime? lifetime)
{
    private const string DiskFullMessage = "The server's disk is full. Nothing was saved; try again later.";
    private const string RolledBackMessage = "This could not be saved. Nothing was changed; try again later.";
    private const string DiskFailedMessage = "The server's disk failed. Nothing was saved.";
    private const string UnknownOutcomeMessage = "The server's disk failed; it is unknown whether this was saved.";
    private const string UnreachableMessage = "The database cannot be reached. Nothing was saved; try again in a few seconds.";
    private const string ConnectionLostMessage = "The connection to the database was lost; it is unknown whether this was saved.";
    private const string LeaseLostMessage = "This node has lost its lease and joins again. Nothing was saved; try again in a few seconds.";
    private static readonly TimeSpan OutageLogInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _outageLoggedAt = DateTimeOffset.MinValue;
    private bool _isOutage;
    private volatile Exception? _diskFailure;

    /// <summary>Set once the disk has failed: nothing may be written any more. Read from any thread.</summary>
    public Exception? DiskFailure => _diskFailure;

    /// <param name="requests">How many write requests were rolled back.</param>
    public void Report(Exception fault, int requests)
    {
        if (fault.IsDiskFailure)
            StopServer(fault);
        else if (fault.IsDiskFull)
            LogOutage(() => logger.DiskFull(fault));
        else if (fault.IsConnectionLoss)
            LogOutage(() => logger.DatabaseUnreachable(fault.InnerException ?? fault));
        else if (fault is not (DatabaseMovedException or LeaseLostException))
            logger.TransactionFailed(fault, requests);
    }

    /// <summary>The error for the caller of a request that had not begun when the disk failed.</summary>
    public static RequestRejectedException DiskFailedRejection() => new(RejectionReason.Unavailable, DiskFailedMessage);

    /// <summary>The error for the caller of a request that was in the failed transaction.</summary>
    public RequestRejectedException Rejection(Exception fault) => new(
        RejectionReason.Unavailable,
        fault switch
        {
            _ when _diskFailure is not null => UnknownOutcomeMessage,
            CommitOutcomeUnknownException => ConnectionLostMessage,
            LeaseLostException => LeaseLostMessage,
            { IsConnectionLoss: true } => UnreachableMessage,
            { IsDiskFull: true } => DiskFullMessage,
            _ => RolledBackMessage,
        });

    /// <summary>Rejects all further writes, and ends the process with an error: the next start recovers the database.</summary>
    public void StopServer(Exception fault)
    {
        if (_diskFailure is not null)
            return;

        _diskFailure = fault;
        Environment.ExitCode = 1;
        lifetime?.StopApplication();
        logger.DiskFailed(fault);
    }

    /// <summary>Called when a transaction that wrote rows was committed.</summary>
    public void Recovered()
    {
        if (!_isOutage)
            return;

        _isOutage = false;
        logger.DatabaseWritable();
    }

    private void LogOutage(Action log)
    {
        var now = clock.GetUtcNow();
        if (now - _outageLoggedAt < OutageLogInterval)
            return;

        (_outageLoggedAt, _isOutage) = (now, true);
        log();
    }
}
