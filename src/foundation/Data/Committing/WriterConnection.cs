using System.Data.Common;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Journal;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>The only connection that writes, with the state of the journal and of the ids. Used by the committer's thread only.</summary>
internal sealed class WriterConnection(
    WriterDatabase database,
    CascadeTracker cascades,
    WriteMetrics metrics,
    TimeProvider clock,
    ILogger<WriterConnection> logger) : IDisposable
{
    private static readonly TimeSpan MinReopenDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxReopenDelay = TimeSpan.FromSeconds(5);

    private readonly SnowflakeIdGenerator _ids = new(clock, node: 0);
    private readonly JournalWriter _journal = new(cascades, node: 0);
    private long _erasures;
    private DateTimeOffset _reopenAt = DateTimeOffset.MinValue;
    private TimeSpan _reopenDelay = MinReopenDelay;

    /// <summary>The SQL that was prepared so far, so that tests can check its query plans.</summary>
    public IReadOnlyCollection<string> PreparedSql => database.Statements.PreparedSql;

    /// <summary>Whether writes can succeed, as far as is known. Thread-safe.</summary>
    public bool IsWritable => database.IsWritable;

    /// <summary>The last sequence of the journal, as far as this process knows.</summary>
    public long Sequence => _journal.Sequence;

    /// <summary>The number of erasing transactions, as far as this process knows.</summary>
    public long Erasures => _erasures;

    public void Open()
    {
        database.Open();
        Load(database.ReadHead());
    }

    /// <summary>
    /// Opens another connection when the last was lost, with exponential backoff from 100 ms to 5 s. The commit during which it was lost may be durable: its
    /// entries are then in the journal and not delivered.
    /// </summary>
    /// <returns>Whether another connection was opened.</returns>
    /// <exception cref="ConnectionLostException">The database cannot be reached yet.</exception>
    public bool Reopen()
    {
        if (database.IsOpen)
            return false;

        var now = clock.GetUtcNow();
        if (now < _reopenAt)
            throw new ConnectionLostException();

        (_reopenAt, _reopenDelay) = (now + _reopenDelay, _reopenDelay * 2 < MaxReopenDelay ? _reopenDelay * 2 : MaxReopenDelay);
        database.Open();
        var head = database.ReadHead();
        (_reopenAt, _reopenDelay) = (DateTimeOffset.MinValue, MinReopenDelay);
        Load(head);
        return true;
    }

    /// <inheritdoc cref="WriterDatabase.HasDeferredFailure"/>
    public bool HasDeferredFailure => database.HasDeferredFailure;

    /// <param name="mayDefer">Whether statements of a request may be sent with those of later requests.</param>
    public void Begin(bool mayDefer) => Load(database.Begin(new(_journal.Sequence, _journal.Digest, _ids.Last), mayDefer));

    /// <returns>Null on success; otherwise the reason why the request was rolled back.</returns>
    public Exception? TryExecute(WriteRequest request, DateTimeOffset now)
    {
        var (mark, changes) = (_journal.CreateSavepoint(), database.Statements.TotalChanges);
        database.BeginRequest();
        try
        {
            request.Execute(new(database.Statements, _ids, _journal, now));
            database.EndRequest();
            metrics.Executed(database.Statements.TotalChanges - changes);
            return null;
        }
        catch (Exception fault) when (!fault.EndsTransaction && !HasDeferredFailure)
        {
            database.RollbackRequest();
            _journal.RollbackTo(mark);
            if (fault is not (RequestRejectedException or PrincipalRevokedException or OAuthException))
                logger.WriteRequestFailed(fault);

            return fault;
        }
    }

    /// <summary>When it returns, the transaction is durable.</summary>
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost meanwhile.</exception>
    public void Commit()
    {
        database.Commit(new(_journal.Sequence, _journal.Digest, _ids.Last, _erasures + (_journal.HasErased ? 1 : 0)));
        _journal.MarkCommitted();
    }

    /// <returns>What the last commit has written, with the requests that it executed.</returns>
    public CommittedBatch TakeCommitted(IReadOnlyList<WriteRequest> requests) => _journal.TakeCommitted(requests, database.IsFollowed);

    /// <summary>
    /// Rolls back the open transaction, then reads the last sequence and digest from the database again: a commit that reported an error may have
    /// succeeded.
    /// </summary>
    public void Rollback()
    {
        _journal.Rollback();
        try
        {
            database.Rollback();
            if (database.IsOpen)
                Load(database.ReadHead());
        }
        catch (Exception fault) when (fault is DbException or ConnectionLostException)
        {
            logger.RollbackFailed(fault);
        }
    }

    /// <summary>Called after each transaction, when its requests were handed to live delivery.</summary>
    public void MaintainIfDue() => database.MaintainIfDue();

    public void MaintainWhenIdle() => database.MaintainWhenIdle();

    public void MaintainBeforeClose() => database.MaintainBeforeClose();

    public void Dispose()
    {
        _journal.Dispose();
        database.Dispose();
    }

    private void Load(JournalHead head)
    {
        _erasures = head.Erasures;
        _journal.Load(head.Sequence, head.Digest);
        _ids.Last = Math.Max(_ids.Last, head.GreatestId);
    }
}
