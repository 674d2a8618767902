using Npgsql;
using Plaza.Data.Copying;
using Plaza.Data.Journal;

namespace Plaza.Data.Postgres;

/// <summary>A PostgreSQL database that no node uses, as the source of a copy.</summary>
internal sealed class PostgresCopySource : CopySource
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(500);

    private readonly PostgresConnections _connections;

    private PostgresCopySource(PostgresConnections connections, TablePages pages, JournalHead head)
        : base(connections.Name, pages, head) => _connections = connections;

    /// <exception cref="InvalidDataException">The database is used, not completely copied, or of another version.</exception>
    public static async Task<PostgresCopySource> OpenAsync(PostgresConnections connections, PostgresMigrator migrator, CancellationToken ct)
    {
        var connection = connections.CreateTableReader();
        var statements = new PostgresStatementCache(connection);
        try
        {
            await connection.OpenAsync(ct);
            if (!await migrator.IsUpToDateAsync(connection, ct))
                throw new InvalidDataException($"{connections.Name} is empty, or of an older Plaza. Start the server of this version on it once, which migrates it, and stop it again.");

            await WaitUnusedAsync(connections, connection, ct);
            statements.Enqueue($"begin isolation level repeatable read read only");
            var head = statements.Query(
                $"select sequence, digest, greatest_id from journal_head where id = {(long)JournalHeadRow.OnlyId}",
                row => new JournalHead(row.GetInt64(0), row.GetBytes(1), row.GetInt64(2)))[0];
            return new(connections, new(statements), head);
        }
        catch
        {
            statements.Dispose();
            throw;
        }
    }

    public override async Task CheckUnchangedAsync(CancellationToken ct)
    {
        await using var connection = _connections.CreateReader("copy");
        await connection.OpenAsync(ct);
        await using var sequence = new NpgsqlCommand("select sequence from journal_head", connection);
        if (await LiveNodesAsync(connection, ct) is not null || (long)(await sequence.ExecuteScalarAsync(ct))! != Head.Sequence)
            throw new InvalidDataException($"A server was started on {Name} while it was copied. Stop it, delete the copy, and copy again.");
    }

    /// <summary>The row of a node that was killed expires after some seconds.</summary>
    private static async Task WaitUnusedAsync(PostgresConnections connections, NpgsqlConnection connection, CancellationToken ct)
    {
        for (var left = PostgresNodes.Lease + PostgresNodes.RenewInterval; await LiveNodesAsync(connection, ct) is { } nodes; left -= CheckInterval)
        {
            if (left <= TimeSpan.Zero)
                throw new InvalidDataException($"{connections.Name} is used by {nodes}. Stop all servers and commands on it first.");

            await Task.Delay(CheckInterval, ct);
        }
    }

    /// <returns>The names of the nodes whose lease is valid; null where there is none.</returns>
    private static async Task<string?> LiveNodesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select string_agg(name, ' and ' order by name) from nodes where expires_at > {PostgresNodes.Now}", connection);
        return await command.ExecuteScalarAsync(ct) as string;
    }
}
