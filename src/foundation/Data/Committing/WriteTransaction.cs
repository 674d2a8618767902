using System.Runtime.CompilerServices;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>
/// What a write request may do: execute prepared statements, generate ids, publish events. It runs on the committer's thread while other requests
/// wait, so parsing, rendering and hashing belong before it. Valid only during the request.
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

    /// <summary>The time of the transaction, in UTC, the same for all requests in it.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The account of the principal that was found active in this transaction; null where the request has none.</summary>
    public AccountId? ActiveAccount { get; internal set; }

    internal StatementCache Statements { get; }

    /// <summary>The event whose effects are being applied; null for other requests.</summary>
    internal EventContext? Cause { get; set; }

    /// <returns>The number of changed rows.</returns>
    public int Execute([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Statements.Execute(sql);

    /// <summary>
    /// Executes a statement that returns no rows and whose row count is not needed, which costs PostgreSQL no round trip of its own. An error may be
    /// thrown by a later statement, or end the request after it has returned; its changes are rolled back either way.
    /// </summary>
    public void Enqueue([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) => Statements.Enqueue(sql);

    public List<T> Query<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read) => Statements.Query(sql, read);

    /// <returns>The number in the first column of the first row; null where there is none.</returns>
    public long? QueryScalar([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql) =>
        Statements.QueryScalar(sql);

    /// <summary>An id greater than all that were generated or stored before.</summary>
    public TId NextId<TId>()
        where TId : struct, IId<TId> => _ids.Next<TId>();

    /// <summary>Appends an event to the journal. Live handlers get it once the transaction is durable.</summary>
    /// <returns>Its sequence.</returns>
    public long Publish(IEvent @event) => _journal.Append(Statements, @event, Now, Cause);

    /// <summary>Erases the payload of a journal entry; the entry and its digest stay.</summary>
    public void Erase(long sequence)
    {
        Enqueue($"update journal set payload = null, salt = null where sequence = {sequence}");
        _journal.RecordErasure();
    }

    /// <returns>The last sequence of this event type for a subject; 0 where there is none.</returns>
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
