using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Plaza.Data.Database;
using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>A statement prepared by SQLite. Used by one thread.</summary>
internal sealed class SqliteStatement : PreparedStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _prepared;
    private byte[] _utf8 = new byte[1024];

    /// <exception cref="SqliteException">The SQL is invalid.</exception>
    public SqliteStatement(sqlite3 database, string text)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _prepared));
    }

    public override string Sql => raw.sqlite3_sql(_prepared).utf8_to_string();

    protected override SqlRow Row => new(_prepared);

    public override void Bind(ReadOnlySpan<SqlParameterValue> parameters)
    {
        for (var at = 0; at < parameters.Length; at++)
            Check(Bind(at + 1, parameters[at]));
    }

    public override void Reset() => raw.sqlite3_reset(_prepared);

    public override int Execute()
    {
        while (Step())
        {
            // Rows of a returning clause are not needed.
        }

        return raw.sqlite3_changes(_database);
    }

    public override void Dispose() => _prepared.Dispose();

    protected override bool Step()
    {
        var code = raw.sqlite3_step(_prepared);
        if (code is raw.SQLITE_ROW)
            return true;

        Check(code is raw.SQLITE_DONE ? raw.SQLITE_OK : code);
        return false;
    }

    private int Bind(int index, in SqlParameterValue parameter) => parameter.Kind switch
    {
        SqlParameterValueKind.Number => raw.sqlite3_bind_int64(_prepared, index, parameter.Number),
        SqlParameterValueKind.Text when parameter.Content is string text => raw.sqlite3_bind_text(_prepared, index, Utf8(text)),
        SqlParameterValueKind.Utf8 => raw.sqlite3_bind_text(_prepared, index, ((byte[])parameter.Content!).AsSpan(0, (int)parameter.Number)),
        SqlParameterValueKind.Numbers => raw.sqlite3_bind_text(_prepared, index, JsonSerializer.SerializeToUtf8Bytes((long[])parameter.Content!)),
        SqlParameterValueKind.Texts => raw.sqlite3_bind_text(_prepared, index, JsonSerializer.SerializeToUtf8Bytes((string[])parameter.Content!)),
        SqlParameterValueKind.Bytes when parameter.Content is byte[] bytes => raw.sqlite3_bind_blob(_prepared, index, bytes),
        SqlParameterValueKind.Boolean => raw.sqlite3_bind_int64(_prepared, index, parameter.Number),
        _ => raw.sqlite3_bind_null(_prepared, index),
    };

    /// <summary>SQLite copies the bytes, so the buffer can be reused.</summary>
    private ReadOnlySpan<byte> Utf8(string text)
    {
        var maxBytes = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (maxBytes > _utf8.Length)
            _utf8 = new byte[maxBytes];

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8));
    }

    private void Check(int code)
    {
        if (code is not raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }
}
