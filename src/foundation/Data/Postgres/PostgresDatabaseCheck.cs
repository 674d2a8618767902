using Npgsql;
using Plaza.Data.Database;

namespace Plaza.Data.Postgres;

/// <summary>
/// Reads every row of every table, with the values that are stored beside it. Of the indexes only a superuser can have more verified, by pg_amcheck.
/// </summary>
internal sealed class PostgresDatabaseCheck(PostgresConnections connections) : DatabaseCheck
{
    public override string? FindFault(CancellationToken ct)
    {
        try
        {
            using var connection = connections.CreateReplay();
            connection.Open();
            foreach (var table in Tables(connection))
            {
                ct.ThrowIfCancellationRequested();
                using var read = new NpgsqlCommand($"select sum(octet_length(rows::text)) from {table} rows", connection);
                using var stop = ct.Register(read.Cancel);
                read.ExecuteScalar();
            }

            return null;
        }
        catch (PostgresException fault) when (IsDamage(fault.SqlState))
        {
            return $"PostgreSQL finds damage in {connections.Name}: {fault.MessageText.ReplaceLineEndings(" ").TrimEnd('.')}.";
        }
        catch (PostgresException)
        {
            ct.ThrowIfCancellationRequested();
            throw;
        }
    }

    private static List<string> Tables(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "select oid::regclass::text from pg_class where relkind = 'r' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and relpersistence = 'p'",
            connection);
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));

        return tables;
    }

    /// <summary>Internal errors, a missing file, a failed read (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
    private static bool IsDamage(string state) => state.StartsWith("XX", StringComparison.Ordinal) || state is "58P01" or "58030";
}
