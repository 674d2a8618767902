using Microsoft.Data.Sqlite;

namespace Plaza.Tests.Support;

/// <summary>Looks into the database of a running server, past all its doors.</summary>
public static class Database
{
    extension(PlazaTestServer plaza)
    {
        /// <summary>How many rows each table has, save those of the task manager, which keeps its own time; the journal by its last number.</summary>
        public SortedDictionary<string, long> Rows()
        {
            using var connection = plaza.Open();
            var tables = Read(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_\\_%' escape '\\'", row => row.GetString(0));
            var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var table in tables.Except(["tasks", "cursors", "deliveries"], StringComparer.Ordinal))
                rows[table] = Read(connection, $"select count(*) from {table}", row => row.GetInt64(0))[0];

            rows["journal"] = Read(connection, "select coalesce(max(sequence), 0) from journal", row => row.GetInt64(0))[0];
            return rows;
        }

        /// <summary>Does what no door allows, such as letting time pass for a row.</summary>
        public void Change(string sql)
        {
            using var connection = plaza.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        private SqliteConnection Open()
        {
            var connection = new SqliteConnection($"Data Source={plaza.Folder.Database};Pooling=False;Default Timeout=10");
            connection.Open();
            return connection;
        }
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables come from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }
}
