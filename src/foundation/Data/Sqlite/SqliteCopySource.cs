using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Data.Copying;

namespace Plaza.Data.Sqlite;

/// <summary>The database of a data folder as the source of a copy.</summary>
internal static class SqliteCopySource
{
    /// <param name="folder">The caller holds its lock.</param>
    /// <param name="ct">Cancels the check of the file.</param>
    /// <exception cref="InvalidDataException">There is no database, it is damaged, not completely copied, or of another version.</exception>
    public static CopySource Open(DataFolder folder, CancellationToken ct)
    {
        if (new SqliteDatabaseCheck(folder).FindFaultAtRest(ct) is { } fault)
            throw new InvalidDataException(fault);
        if (!new SqliteMigrator(folder, NullLogger<SqliteMigrator>.Instance).IsUpToDate())
            throw new InvalidDataException($"{folder.Database} is of an older Plaza. Start the server of this version on it once, which migrates it, and stop it again.");

        var connection = DatabaseConnections.OpenReader(folder);
        var statements = new SqliteStatementCache(connection);
        statements.Execute($"begin");
        return new(folder.Database, new(statements), SqliteJournalHead.Read(connection, statements));
    }
}
