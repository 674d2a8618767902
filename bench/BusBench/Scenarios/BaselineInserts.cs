using Microsoft.Data.Sqlite;

namespace Plaza.BusBench.Scenarios;

/// <summary>
/// The baseline of durable delivery: inserts of rows as wide as those of the journal, with its indexes, by one prepared statement, several in a
/// transaction, each transaction durable before the next.
/// </summary>
internal sealed class BaselineInserts : IDisposable
{
    private const int AtOnce = 512;
    private const string Payload = """{"post":"1234567","author":"7","visibility":"Public","mentions":[],"tags":[],"subject":"7"}""";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private long _sequence;

    public BaselineInserts(string folder)
    {
        _connection = new($"Data Source={Path.Combine(folder, "baseline.db")};Pooling=False");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = """
            pragma journal_mode = wal; pragma synchronous = full;
            create table journal (sequence integer primary key, time integer, type text, version integer, subject text, cause integer, depth integer,
                root integer, node integer, payload text, salt blob, payload_digest blob, digest blob);
            create index by_time on journal (time);
            create index by_subject on journal (subject)
            """;
        command.ExecuteNonQuery();

        _insert = _connection.CreateCommand();
        _insert.CommandText = "insert into journal values (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m)";
        object[] values =
        [
            0L, 1_800_000_000_000L, "posts.published", 1L, "7", DBNull.Value, 1L, DBNull.Value, 0L, Payload, new byte[16], new byte[32], new byte[32],
        ];
        for (var at = 0; at < values.Length; at++)
            _insert.Parameters.AddWithValue($"@{(char)('a' + at)}", values[at]);
    }

    public void Run(int times)
    {
        for (var left = times; left > 0; left -= AtOnce)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _insert.Transaction = transaction;
            for (var one = 0; one < Math.Min(left, AtOnce); one++)
            {
                _insert.Parameters[0].Value = ++_sequence;
                _insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
