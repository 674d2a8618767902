using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Committing;

/// <summary>
/// The transactions of the writer in one database: the port behind <see cref="WriterConnection"/>. Used by the committer's thread only, except for
/// <see cref="IsWritable"/>.
/// </summary>
internal abstract class WriterDatabase : IDisposable
{
    /// <summary>Whether writes can succeed, as far as is known. Thread-safe.</summary>
    public abstract bool IsWritable { get; }

    /// <summary>Whether the connection is open; when it was lost, <see cref="Open"/> opens another.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>Whether other nodes that serve requests follow what the last transaction has committed.</summary>
    public virtual bool IsFollowed => false;

    /// <summary>
    /// Whether a statement failed that may be of an earlier request of this transaction, because statements were deferred: roll back, and execute the
    /// requests again without deferring.
    /// </summary>
    public virtual bool HasDeferredFailure => false;

    /// <exception cref="InvalidOperationException">Not open.</exception>
    public abstract StatementCache Statements { get; }

    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    public abstract void Open();

    /// <summary>Reads the end of the journal, outside a transaction.</summary>
    public abstract JournalHead ReadHead();

    /// <summary>Begins a transaction that excludes all other writers.</summary>
    /// <param name="known">The end of the journal after the last transaction of this process.</param>
    /// <param name="mayDefer">
    /// Statements whose result is not needed may be sent with those of later requests, which saves round trips; else an error is the request's own.
    /// </param>
    /// <returns>The end of the journal in this transaction.</returns>
    /// <exception cref="LeaseLostException">This node may not write.</exception>
    public abstract JournalHead Begin(JournalHead known, bool mayDefer);

    /// <summary>Begins the savepoint of a request.</summary>
    public abstract void BeginRequest();

    /// <summary>Ends the savepoint of a request whose statements have all succeeded, or are deferred.</summary>
    public abstract void EndRequest();

    public abstract void RollbackRequest();

    /// <summary>When it returns, the transaction is durable.</summary>
    /// <exception cref="CommitOutcomeUnknownException">It may be durable or rolled back; <see cref="ReadHead"/> tells which.</exception>
    public abstract void Commit(JournalHead head);

    /// <summary>Rolls back the open transaction, if there is one.</summary>
    /// <exception cref="System.Data.Common.DbException">The connection cannot be used.</exception>
    public abstract void Rollback();

    /// <summary>Called after each transaction, when its requests were handed to live delivery.</summary>
    public virtual void MaintainIfDue()
    {
    }

    /// <summary>Called when no request is queued.</summary>
    public virtual void MaintainWhenIdle()
    {
    }

    /// <summary>Called when no more requests will come.</summary>
    public virtual void MaintainBeforeClose()
    {
    }

    public abstract void Dispose();
}

/// <summary>The connection was lost during the commit: it is unknown whether the transaction is durable.</summary>
internal sealed class CommitOutcomeUnknownException(Exception cause) : IOException("The connection was lost during a commit.", cause);
