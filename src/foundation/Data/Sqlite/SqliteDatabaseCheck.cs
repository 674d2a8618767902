using Microsoft.Data.Sqlite;
using Plaza.Data.Database;

namespace Plaza.Data.Sqlite;

/// <summary>Checks the database file.</summary>
public sealed class SqliteDatabaseCheck(DataFolder folder) : DatabaseCheck
{
    /// <summary>Reads every page and index: <c>PRAGMA integrity_check</c>.</summary>
    /// <inheritdoc/>
    public override string? FindFault(CancellationToken ct)
    {
        try
        {
            using var connection = DatabaseConnections.OpenReader(folder);
            using var command = connection.CreateCommand();
            command.CommandText = "pragma integrity_check(1)";
            using var stop = ct.Register(command.Cancel);
            var first = (string?)command.ExecuteScalar() ?? "integrity_check gave no result";
            return first is "ok" ? null : Sentence(first.Replace("*** in database main ***", "", StringComparison.Ordinal));
        }
        catch (SqliteException fault)
        {
            ct.ThrowIfCancellationRequested();
            return Sentence(fault.Message);
        }
    }

    /// <summary>The same for a database that no process has open: it must exist, and its write-ahead log must have no damage that opening it would hide.</summary>
    /// <returns>A sentence that names the first fault; null when there is none.</returns>
    public string? FindFaultAtRest(CancellationToken ct)
    {
        var log = new FileInfo($"{folder.Database}-wal");
        var hasLog = log is { Exists: true, Length: > 0 };
        if (new FileInfo(folder.Database) is not { Exists: true, Length: > 0 } && !hasLog)
            return $"There is no database in {folder.Path}, or it is empty.";

        return hasLog && WriteAheadLogCheck.FindFault(log) is { } fault ? Sentence(fault) : FindFault(ct);
    }

    private string Sentence(string fault) => $"The database {folder.Database} is damaged: {fault.ReplaceLineEndings(" ").Trim().TrimEnd('.')}.";
}
