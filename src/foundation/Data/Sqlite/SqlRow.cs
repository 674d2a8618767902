using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>The row at which a statement stands, with the usual names for looking at its columns, which count from 0. Not to be kept.</summary>
public readonly ref struct SqlRow
{
    private readonly sqlite3_stmt _at;

    internal SqlRow(sqlite3_stmt at) => _at = at;

    public bool IsDBNull(int column) => raw.sqlite3_column_type(_at, column) is raw.SQLITE_NULL;

    public bool GetBoolean(int column) => GetInt64(column) is not 0;

    public int GetInt32(int column) => raw.sqlite3_column_int(_at, column);

    public long GetInt64(int column) => raw.sqlite3_column_int64(_at, column);

    public string GetString(int column) => raw.sqlite3_column_text(_at, column).utf8_to_string();

    /// <summary>A column of milliseconds since 1970, in UTC.</summary>
    public DateTimeOffset GetTime(int column) => DateTimeOffset.FromUnixTimeMilliseconds(GetInt64(column));

    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(_at, column).ToArray();
}
