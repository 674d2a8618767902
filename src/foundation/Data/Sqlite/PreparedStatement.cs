using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>One statement, prepared once and run again and again. Used by one thread.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _prepared;
    private byte[] _utf8 = new byte[1024];

    /// <exception cref="SqliteException">It is no SQL, or names what is not there.</exception>
    public PreparedStatement(sqlite3 database, string text)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _prepared));
    }

    public string Sql => raw.sqlite3_sql(_prepared).utf8_to_string();

    /// <returns>How many rows it changed.</returns>
    public int Execute(ReadOnlySpan<SqlParameterValue> arguments)
    {
        try
        {
            Bind(arguments);
            while (Step())
            {
                // What it returns is not asked for.
            }

            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_prepared);
        }
    }

    public List<T> Query<T>(ReadOnlySpan<SqlParameterValue> arguments, Func<SqlRow, T> read)
    {
        try
        {
            Bind(arguments);
            var rows = new List<T>();
            while (Step())
                rows.Add(read(new(_prepared)));

            return rows;
        }
        finally
        {
            raw.sqlite3_reset(_prepared);
        }
    }

    public void Dispose() => _prepared.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(_prepared);
        if (code is raw.SQLITE_ROW)
            return true;

        Check(code is raw.SQLITE_DONE ? raw.SQLITE_OK : code);
        return false;
    }

    private void Bind(ReadOnlySpan<SqlParameterValue> arguments)
    {
        for (var at = 0; at < arguments.Length; at++)
            Check(Bind(at + 1, arguments[at]));
    }

    private int Bind(int place, in SqlParameterValue argument) => argument.Kind switch
    {
        SqlParameterValueKind.Number => raw.sqlite3_bind_int64(_prepared, place, argument.Number),
        SqlParameterValueKind.Text => raw.sqlite3_bind_text(_prepared, place, Utf8((string)argument.Content!)),
        SqlParameterValueKind.Utf8 => raw.sqlite3_bind_text(_prepared, place, ((byte[])argument.Content!).AsSpan(0, (int)argument.Number)),
        SqlParameterValueKind.Bytes => raw.sqlite3_bind_blob(_prepared, place, (byte[])argument.Content!),
        _ => raw.sqlite3_bind_null(_prepared, place),
    };

    /// <summary>SQLite takes a copy at once.</summary>
    private ReadOnlySpan<byte> Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _utf8.Length)
            _utf8 = new byte[most];

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8));
    }

    private void Check(int code)
    {
        if (code is not raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }
}
