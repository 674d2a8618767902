using System.Runtime.CompilerServices;
using Plaza.Contracts.Ids;
using Plaza.Data.Journal;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>
/// What an order may do inside the one transaction: run prepared statements, take ids, publish. It runs on the
/// committer's thread while others wait, so it does nothing that could have been done before. Not to be kept.
/// </summary>
public sealed class WriteTransaction
{
    private readonly SnowflakeIdGenerator _ids;
    private readonly JournalWriter _journal;

    internal WriteTransaction(StatementCache statements, SnowflakeIdGenerator ids, JournalWriter journal, DateTimeOffset now)
    {
        Statements = statements;
        _ids = ids;
        _journal = journal;
        Now = now;
    }

    /// <summary>The moment of the transaction, in UTC.</summary>
    public DateTimeOffset Now { get; }

    internal StatementCache Statements { get; }

    /// <summary>The event to whose effects this belongs, if it is one.</summary>
    internal EventContext? Cause { get; set; }

    /// <returns>How many rows it changed.</returns>
    public int Execute([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Statements.Execute(sql);

    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read) => Statements.Query(sql, read);

    /// <returns>The number in the first column of the first row; null where there is none.</returns>
    public long? QueryScalar([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) =>
        Statements.Query(sql, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)) is [var first, ..] ? first : null;

    /// <summary>An id greater than every one that was given or stored before.</summary>
    public TId NextId<TId>()
        where TId : struct, IId<TId> => _ids.Next<TId>();

    /// <summary>Writes into the journal what happened. It is told to the live listeners once the transaction is on disk.</summary>
    /// <returns>Its place in the journal.</returns>
    public long Publish(IEvent @event) => _journal.Append(Statements, @event, Now, Cause);

    /// <summary>Takes what an entry of the journal said out of it; that there was one stays.</summary>
    public void Erase(long sequence)
    {
        Execute($"update journal set payload = null, salt = null where sequence = {sequence}");
        _journal.RecordErasure();
    }

    /// <returns>Where the journal last says this of a subject; 0 where it never does.</returns>
    public long FindLastSequence(EventType type, string subject) =>
        QueryScalar($"select sequence from journal where subject = {subject} and type = {type.Name} order by sequence desc limit 1") ?? 0;

    /// <summary>Erases the payloads of one batch of the entries of a subject, the oldest first.</summary>
    /// <param name="subject">The subject of the events.</param>
    /// <param name="after">Only entries after this sequence.</param>
    /// <param name="before">Only entries before this sequence.</param>
    /// <param name="batchSize">How many entries at most.</param>
    /// <returns>The sequences of the erased entries, in ascending order; empty when none is left.</returns>
    public IReadOnlyList<long> EraseBatch(string subject, long after, long before, int batchSize)
    {
        var erased = Query(
            $"""
            update journal set payload = null, salt = null where sequence in (
              select sequence from journal where subject = {subject} and sequence > {after} and sequence < {before} and payload is not null
              order by sequence limit {(long)batchSize})
            returning sequence
            """,
            row => row.GetInt64(0));
        if (erased.Count > 0)
            _journal.RecordErasure();

        erased.Sort();
        return erased;
    }
}
