using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>The prepared statements of one connection, found by their text. Used by one thread.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly List<PreparedStatement> _prepared = [];

    public SqliteConnection Connection => connection;

    /// <summary>How many are prepared.</summary>
    public int Count => _prepared.Count;

    /// <summary>What is prepared.</summary>
    public IReadOnlyCollection<string> Texts => [.. _prepared.Select(statement => statement.Text)];

    /// <summary>Rows inserted, updated and deleted since the connection was opened.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(connection.Handle);

    /// <summary>With which every text begins.</summary>
    public Phrase Beginning { get; } = new(null, "", 0);

    /// <summary>Of those texts that are being put together: one may be made in the braces of another.</summary>
    public List<SqlParameterValue> Arguments { get; } = [];

    /// <summary>Opens a transaction that may write from the start.</summary>
    public void Begin()
    {
        Arguments.Clear();
        Run($"begin immediate");
    }

    /// <summary>Undoes the open transaction, unless the database has done so by itself.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) is 0)
            Run($"rollback");
    }

    /// <exception cref="SqliteException">The database refuses.</exception>
    public int Run([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql)
    {
        try
        {
            return Prepared(sql.Phrase).Run(ArgumentsOf(sql));
        }
        finally
        {
            ReleaseArguments(sql);
        }
    }

    /// <exception cref="SqliteException">The database refuses.</exception>
    public List<T> Read<T>([InterpolatedStringHandlerArgument("")] SqlInterpolatedStringHandler sql, Func<SqlRow, T> read)
    {
        try
        {
            return Prepared(sql.Phrase).Read(ArgumentsOf(sql), read);
        }
        finally
        {
            ReleaseArguments(sql);
        }
    }

    public void Dispose() => _prepared.ForEach(statement => statement.Dispose());

    private PreparedStatement Prepared(Phrase text)
    {
        if (text.Statement is null)
            _prepared.Add(text.Statement = new(connection.Handle!, text.ToString()));

        return text.Statement;
    }

    private ReadOnlySpan<SqlParameterValue> ArgumentsOf(in SqlInterpolatedStringHandler sql) => CollectionsMarshal.AsSpan(Arguments)[sql.First..];

    private void ReleaseArguments(in SqlInterpolatedStringHandler sql) => Arguments.RemoveRange(sql.First, Arguments.Count - sql.First);
}
