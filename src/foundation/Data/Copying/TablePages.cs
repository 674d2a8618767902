using Plaza.Data.Database;

namespace Plaza.Data.Copying;

/// <summary>Reads whole tables, some rows at a time. Used by one thread.</summary>
internal sealed class TablePages(StatementCache statements) : IDisposable
{
    /// <summary>Rows per page, and per transaction of a target.</summary>
    public const int Size = 2_000;

    public long Count(CopiedTable table) => statements.QueryScalar(Sql(table.Count)) ?? 0;

    /// <returns>The row with the greatest key; null where the table is empty.</returns>
    public SqlParameterValue[]? Last(CopiedTable table) => statements.Query(Sql(table.Last), Reader(table)).FirstOrDefault();

    /// <summary>The next rows in the order of the key, at most <see cref="Size"/>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="after">The row before the first; null for the start.</param>
    public List<SqlParameterValue[]> Next(CopiedTable table, SqlParameterValue[]? after)
    {
        var sql = Sql(after is null ? table.First : table.Next);
        if (after is not null)
        {
            AppendList(ref sql, table.KeyOf(after));
            sql.AppendLiteral(table.NextEnd);
        }

        sql.AppendFormatted((long)Size);
        return statements.Query(sql, Reader(table));
    }

    public void Dispose() => statements.Dispose();

    /// <summary>Appends values with commas between them.</summary>
    public static void AppendList(ref SqlInterpolatedStringHandler sql, IEnumerable<SqlParameterValue> values)
    {
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
                sql.AppendLiteral(", ");

            isFirst = false;
            sql.AppendFormatted(value);
        }
    }

    /// <summary>The texts of a table are the same objects each time, as literals are, so each is prepared once.</summary>
    private SqlInterpolatedStringHandler Sql(string text)
    {
        var sql = new SqlInterpolatedStringHandler(0, 0, statements);
        sql.AppendLiteral(text);
        return sql;
    }

    private static Func<SqlRow, SqlParameterValue[]> Reader(CopiedTable table) => row =>
    {
        var values = new SqlParameterValue[table.Columns.Count];
        for (var at = 0; at < values.Length; at++)
            values[at] = Read(row, at, table.Columns[at]);

        return values;
    };

    /// <summary>Texts stay bytes in UTF-8: they are copied as they are, without a conversion that would replace invalid ones.</summary>
    private static SqlParameterValue Read(SqlRow row, int at, CopiedColumn column)
    {
        var isNull = row.IsDBNull(at);
        if (column.Type == typeof(bool))
            return SqlParameterValue.Of(isNull ? null : row.GetBoolean(at));
        if (column.Type == typeof(long) || column.Type == typeof(int))
            return SqlParameterValue.Of(isNull ? (long?)null : row.GetInt64(at));
        if (column.Type == typeof(byte[]))
            return SqlParameterValue.Of(isNull ? null : row.GetBytes(at));
        if (column.Type != typeof(string))
            throw new NotSupportedException($"{column.Name} has the type {column.Type.Name}, which a copy does not know.");
        if (isNull)
            return SqlParameterValue.Of((string?)null);

        var utf8 = row.GetBytes(at);
        return SqlParameterValue.Of(utf8, utf8.Length);
    }
}
