using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;

namespace Plaza.Data.Committing;

/// <summary>
/// Handles the errors of the committer's transactions: logs them, a full disk at most once a minute, and stops the server when the disk failed. Used by
/// the committer's thread, except for <see cref="DiskFailure"/>.
/// </summary>
internal sealed class WriteFailures(TimeProvider clock, ILogger<Committer> logger, IHostApplicationLifetime? lifetime)
{
    private const string DiskFullMessage = "The server's disk is full. Nothing was saved; try again later.";
    private const string RolledBackMessage = "This could not be saved. Nothing was changed; try again later.";
    private const string UnknownOutcomeMessage = "The server's disk failed; it is unknown whether this was saved.";
    private static readonly TimeSpan DiskFullLogInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _diskFullLoggedAt = DateTimeOffset.MinValue;
    private bool _isDiskFull;
    private volatile Exception? _diskFailure;

    /// <summary>Set once the disk has failed: nothing may be written any more. Read from any thread.</summary>
    public Exception? DiskFailure => _diskFailure;

    /// <param name="requests">How many write requests were rolled back.</param>
    public void Report(Exception fault, int requests)
    {
        if (fault.IsDiskFailure)
            StopServer(fault);
        else if (fault.IsDiskFull)
            LogDiskFull(fault);
        else if (fault is not DatabaseMovedException)
            logger.TransactionFailed(fault, requests);
    }

    /// <summary>The error for the caller of a request that was in the failed transaction.</summary>
    public RequestRejectedException Rejection(Exception fault) => new(
        RejectionReason.Unavailable,
        _diskFailure is not null ? UnknownOutcomeMessage : fault.IsDiskFull ? DiskFullMessage : RolledBackMessage);

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
        if (!_isDiskFull)
            return;

        _isDiskFull = false;
        logger.DiskWritable();
    }

    private void LogDiskFull(Exception fault)
    {
        var now = clock.GetUtcNow();
        if (now - _diskFullLoggedAt < DiskFullLogInterval)
            return;

        (_diskFullLoggedAt, _isDiskFull) = (now, true);
        logger.DiskFull(fault);
    }
}
