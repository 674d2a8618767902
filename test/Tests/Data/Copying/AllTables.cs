using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Plaza.Data;
using Plaza.Data.Sqlite;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data.Copying;

/// <summary>Inserts rows into every table of the model, with the extreme values of each type.</summary>
internal static class AllTables
{
    /// <summary>The journal and the cursors are left to a server: its digests are verified.</summary>
    private static readonly string[] OfServer = ["journal", "cursors"];

    /// <summary>The tables that were filled, or that a server fills.</summary>
    public static List<string> Fill(DataFolder folder, int rows)
    {
        using var model = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite().Options);
        using var db = (SqliteConnection)TestDatabase.Open(folder);
        using var transaction = db.BeginTransaction();
        var tables = model.Model.GetEntityTypes().ToList();
        foreach (var table in tables.Where(table => !OfServer.Contains(table.GetTableName(), StringComparer.Ordinal)))
        {
            var columns = table.GetProperties().ToList();
            using var insert = db.CreateCommand();
            insert.CommandText = $"insert into {table.GetTableName()} ({string.Join(", ", columns.Select(column => column.GetColumnName()))}) values ({string.Join(", ", columns.Select(column => $"${column.GetColumnName()}"))})";
            for (var row = 0; row < rows; row++)
            {
                insert.Parameters.Clear();
                foreach (var column in columns)
                    insert.Parameters.AddWithValue($"${column.GetColumnName()}", Value(column, row));

                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return [.. tables.Select(table => table.GetTableName()!)];
    }

    /// <summary>Different in each row, so that no unique index is violated.</summary>
    private static object Value(IProperty column, int row)
    {
        var mapping = column.GetRelationalTypeMapping();
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        if (column.IsNullable && row % 3 is 2)
            return DBNull.Value;

        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var number when number == typeof(long) => row switch { 0 => long.MinValue, 1 => long.MaxValue, _ => row - 5L },
            var number when number == typeof(int) => row switch { 0 => int.MinValue, 1 => int.MaxValue, _ => row - 5 },
            var flag when flag == typeof(bool) => row % 2 is 0,
            var bytes when bytes == typeof(byte[]) => row is 0 ? Array.Empty<byte>() : [0, 255, .. BitConverter.GetBytes(row)],
            var text when text == typeof(string) => row switch
            {
                0 => "",
                1 => "'é\u0301 \t\r\n\\N \\. \u0001\ufffe 🙂' \"null\" %s $1",
                2 => new string('ü', 20_000),
                _ => row.ToString(CultureInfo.InvariantCulture),
            },
            _ => throw new NotSupportedException($"{column.GetColumnName()} has the type {type}: add values here, and to Plaza.Data.Copying.TablePages."),
        };
    }
}
