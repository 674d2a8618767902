using SQLitePCL;

namespace Plaza.Data.Sqlite;

/// <summary>The current row of a statement. Columns are counted from 0. Valid only inside the callback that gets it.</summary>
public readonly ref struct SqlRow
{
    private readonly sqlite3_stmt _statement;

    internal SqlRow(sqlite3_stmt statement) => _statement = statement;

    public bool IsDBNull(int column) => raw.sqlite3_column_type(_statement, column) is raw.SQLITE_NULL;

    public bool GetBoolean(int column) => GetInt64(column) is not 0;

    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public string GetString(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>A column with milliseconds since 1970, in UTC.</summary>
    public DateTimeOffset GetTime(int column) => DateTimeOffset.FromUnixTimeMilliseconds(GetInt64(column));

    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();
}
