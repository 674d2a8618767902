using Plaza.Data.Database;
using Plaza.Data.Journal;

namespace Plaza.Data.Copying;

/// <summary>The database that becomes a copy. What it has is how far the copy is. Used by one thread.</summary>
internal abstract class CopyTarget : IDisposable
{
    /// <summary>Names it to the operator.</summary>
    public abstract string Name { get; }

    /// <summary>Reads what is committed.</summary>
    public abstract TablePages Pages { get; }

    /// <summary>
    /// Creates the tables, and before them <see cref="UnfinishedCopy.Table"/>; in a target that has it already, creates those that are missing.
    /// </summary>
    /// <param name="source">The end of the journal of the source.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The end of the journal from which an earlier copy was made; null in an empty database.</returns>
    /// <exception cref="InvalidDataException">The database has other tables.</exception>
    public abstract Task<JournalHead?> PrepareAsync(JournalHead source, CancellationToken ct);

    /// <summary>Inserts rows in one transaction.</summary>
    public abstract void Write(CopiedTable table, List<SqlParameterValue[]> rows);

    /// <summary>Reads the journal.</summary>
    public abstract ReadConnectionPool OpenPool();

    /// <summary>All rows are there: removes <see cref="UnfinishedCopy.Table"/>, so that a server can use the database.</summary>
    public abstract void Complete(JournalHead head);

    public abstract void Dispose();
}
