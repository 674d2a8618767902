using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Plaza.Data.Committing;

namespace Plaza.Data.Model;

/// <summary>Every connection but the committer's reads only: whoever tries to write past the committer is told so by the database.</summary>
internal sealed class ReadOnlyConnections : DbConnectionInterceptor
{
    public const string Pragmas = "pragma query_only = on; pragma mmap_size = 0; pragma busy_timeout = 5000";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        WriteAheadLog.LeaveWhenClosing((SqliteConnection)connection);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
