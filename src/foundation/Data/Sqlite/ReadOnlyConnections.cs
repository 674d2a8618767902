using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Plaza.Data.Committing;

namespace Plaza.Data.Sqlite;

/// <summary>Every connection but the committer's reads only: whoever tries to write past the committer is told so by the database.</summary>
internal sealed class ReadOnlyConnections : DbConnectionInterceptor
{
    private const string Pragmas = "pragma query_only = on; pragma mmap_size = 0; pragma busy_timeout = 5000";

    /// <summary>One of its own, outside EF Core and its pool.</summary>
    public static SqliteConnection Open(DataFolder folder)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString());
        connection.Open();
        Restrict(connection);
        return connection;
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Restrict((SqliteConnection)connection);

    private static void Restrict(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        WriteAheadLog.DisableCheckpointOnClose(connection);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
