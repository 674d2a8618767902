using System.Data.Common;
using SQLitePCL;

namespace Plaza.Data.Database;

/// <summary>The current row of a statement. Columns are counted from 0. Valid only inside the callback that gets it.</summary>
public readonly ref struct SqlRow
{
    private readonly sqlite3_stmt? _statement;
    private readonly DbDataReader? _reader;

    internal SqlRow(sqlite3_stmt statement) => _statement = statement;

    internal SqlRow(DbDataReader reader) => _reader = reader;

    public bool IsDBNull(int column) => _statement is not null ? raw.sqlite3_column_type(_statement, column) is raw.SQLITE_NULL : _reader!.IsDBNull(column);

    public bool GetBoolean(int column) => GetInt64(column) is not 0;

    public int GetInt32(int column) => _statement is not null ? raw.sqlite3_column_int(_statement, column) : (int)GetInt64(column);

    /// <summary>A number; 1 or 0 for a boolean.</summary>
    public long GetInt64(int column) => _statement is not null ? raw.sqlite3_column_int64(_statement, column) : ReadInt64(_reader!, column);

    public string GetString(int column) => _statement is not null ? raw.sqlite3_column_text(_statement, column).utf8_to_string() : _reader!.GetString(column);

    /// <summary>A column with milliseconds since 1970, in UTC.</summary>
    public DateTimeOffset GetTime(int column) => DateTimeOffset.FromUnixTimeMilliseconds(GetInt64(column));

    public byte[] GetBytes(int column) => _statement is not null ? raw.sqlite3_column_blob(_statement, column).ToArray() : _reader!.GetFieldValue<byte[]>(column);

    private static long ReadInt64(DbDataReader reader, int column) =>
        reader.GetFieldType(column) != typeof(bool) ? reader.GetInt64(column) : reader.GetBoolean(column) ? 1 : 0;
}
