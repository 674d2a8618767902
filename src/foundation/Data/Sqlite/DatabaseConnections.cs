using Microsoft.Data.Sqlite;


namespace Plaza.Data.Sqlite;

/// <summary>
/// Opens the connections to the database. None maps the file into memory, where a failing disk would be a crash instead of an error, and none
/// but the writer moves the write-ahead log into the database.
/// </summary>
internal static class DatabaseConnections
{
    private const string Pragmas = "pragma mmap_size = 0; pragma busy_timeout = 5000; ";

    /// <summary>For EF Core, which keeps a pool; <see cref="ReadOnlyConnections"/> restricts what it opens.</summary>
    public static string PooledConnectionString(DataFolder folder) =>
        new SqliteConnectionStringBuilder { DataSource = folder.Database, DefaultTimeout = 30 }.ToString();

    /// <summary>Not open yet: EF Core opens it and applies migrations.</summary>
    public static SqliteConnection CreateForMigrations(DataFolder folder) => Create(folder);

    /// <summary>The database rejects writes on this connection.</summary>
    public static SqliteConnection OpenReader(DataFolder folder)
    {
        var connection = Create(folder);
        connection.Open();
        RestrictToReading(connection);
        return connection;
    }

    /// <summary>Reads the database and writes temporary tables, which spill to a file.</summary>
    public static SqliteConnection OpenReplay(DataFolder folder) =>
        Open(Create(folder, SqliteOpenMode.ReadOnly), "pragma temp_store = file; pragma temp.cache_size = -32000");

    /// <summary>Commits are fsynced, deleted rows are overwritten, and checkpoints are left to <see cref="WriteAheadLog"/>.</summary>
    public static SqliteConnection OpenWriter(DataFolder folder) => Open(
        Create(folder),
        "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0; pragma secure_delete = on; pragma foreign_keys = off; "
        + "pragma cache_size = -8000");

    /// <summary>Makes the database reject writes on an open connection. Many are open, so each caches a quarter of SQLite's default of 2 MB; the system caches the file.</summary>
    public static void RestrictToReading(SqliteConnection connection) => Execute(connection, "pragma query_only = on; pragma cache_size = -500");

    private static SqliteConnection Create(DataFolder folder, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate) =>
        new(new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = mode, Pooling = false }.ToString());

    private static SqliteConnection Open(SqliteConnection connection, string pragmas)
    {
        connection.Open();
        Execute(connection, pragmas);
        return connection;
    }

    private static void Execute(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas + pragmas;
        command.ExecuteNonQuery();
        WriteAheadLog.DisableCheckpointOnClose(connection);
    }
}
