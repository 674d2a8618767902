using Npgsql;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Database;

namespace Plaza.Data.Postgres;

/// <summary>Reads from PostgreSQL. What it pools are the texts of statements; the connections are Npgsql's. A read whose connection was lost is tried again once.</summary>
internal sealed class PostgresReadConnectionPool(PostgresConnections connections) : ReadConnectionPool
{
    internal override T Snapshot<T>(Func<StatementCache, T> read)
    {
        using var statements = new PostgresStatementCache(connections.Readers.OpenConnection());
        statements.Enqueue($"begin isolation level repeatable read read only");
        var result = read(statements);
        statements.Rollback();
        return result;
    }

    private protected override StatementCache Open() => new PostgresStatementCache(null);

    private protected override ValueTask<long> ExecuteScalarAsync(in SqlInterpolatedStringHandler sql, CancellationToken ct) =>
        FirstAsync(ExecuteAsync(sql, static row => row.IsDBNull(0) ? 0 : row.GetInt64(0), ct));

    private protected override ValueTask<List<T>> ExecuteAsync<T>(in SqlInterpolatedStringHandler sql, Func<SqlRow, T> read, CancellationToken ct) =>
        ExecuteAsync(((PostgresStatement)sql.Statements.Bind(sql)).TakeBound(), read, ct);

    private static async ValueTask<long> FirstAsync(ValueTask<List<long>> rows) => (await rows).FirstOrDefault();

    private async ValueTask<List<T>> ExecuteAsync<T>(NpgsqlBatchCommand statement, Func<SqlRow, T> read, CancellationToken ct)
    {
        try
        {
            try
            {
                return await ReadAsync(statement, read, ct);
            }
            catch (Exception fault) when (fault.IsConnectionLoss)
            {
                return await ReadAsync(statement, read, ct);
            }
        }
        catch (Exception fault) when (fault.IsConnectionLoss)
        {
            throw new RequestRejectedException(RejectionReason.Unavailable, "The database cannot be reached. Try again in a few seconds.");
        }
    }

    private async ValueTask<List<T>> ReadAsync<T>(NpgsqlBatchCommand statement, Func<SqlRow, T> read, CancellationToken ct)
    {
        await using var batch = connections.Readers.CreateBatch();
        batch.BatchCommands.Add(statement);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(new SqlRow(reader)));

        return rows;
    }
}
