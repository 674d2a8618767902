using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Plaza.Data.Committing;

/// <summary>The prepared statements of one connection, by their text. Used by one thread.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public SqliteTransaction? Transaction { get; set; }

    /// <summary>How many are prepared.</summary>
    public int Count => _prepared.Count;

    /// <summary>What is prepared.</summary>
    public IReadOnlyCollection<string> Texts => _prepared.Keys;

    public int Run(in SqlText sql)
    {
        var command = Bind(sql);
        return command.ExecuteNonQuery();
    }

    public List<T> Read<T>(in SqlText sql, Func<DbDataReader, T> read)
    {
        using var reader = Bind(sql).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
    }

    private SqliteCommand Bind(in SqlText sql)
    {
        var lookup = _prepared.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(sql.Text, out var command))
            _prepared[sql.Text.ToString()] = command = Prepare(sql);

        for (var at = 0; at < sql.Arguments.Count; at++)
            command.Parameters[at].Value = sql.Arguments[at];

        command.Transaction = Transaction;
        return command;
    }

    private SqliteCommand Prepare(in SqlText sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql.Text.ToString();
        for (var at = 0; at < sql.Arguments.Count; at++)
            command.Parameters.AddWithValue(SqlText.ParameterName(at), sql.Arguments[at]);

        return command;
    }
}
