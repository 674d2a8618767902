using Microsoft.Data.Sqlite;
using Plaza.Data;
using Plaza.Data.Committing;

namespace Plaza.Tests.Support;

/// <summary>Reads and changes a database past the server, also of one that runs.</summary>
public static class DatabaseProbe
{
    extension(PlazaTestServer plaza)
    {
        /// <summary>How many rows each table has, save those of the task manager, which keeps its own time; the journal by its last number.</summary>
        public SortedDictionary<string, long> Rows()
        {
            using var db = plaza.Folder.Open("ReadOnly");
            var tables = Read(db, "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_\\_%' escape '\\'", row => row.GetString(0));
            var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var table in tables.Except(["tasks", "cursors", "deliveries"], StringComparer.Ordinal))
                rows[table] = Read(db, $"select count(*) from {table}", row => row.GetInt64(0))[0];

            rows["journal"] = Read(db, "select coalesce(max(sequence), 0) from journal", row => row.GetInt64(0))[0];
            return rows;
        }

        /// <summary>Does what no door allows, such as letting time pass for a row.</summary>
        public void Change(string sql) => plaza.Folder.Tamper(sql);
    }

    extension(DataFolder folder)
    {
        public long Number(string sql) => folder.Rows(sql, row => row.GetInt64(0))[0];

        public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
        {
            using var db = folder.Open("ReadOnly");
            return Read(db, sql, read);
        }

        /// <summary>Changes something that only the server should, and leaves the log beside the database, as the server does.</summary>
        /// <returns>How many rows.</returns>
        public int Tamper(string sql)
        {
            using var db = folder.Open("ReadWrite");
            WriteAheadLog.DisableCheckpointOnClose(db);
            using var command = db.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        }

        /// <summary>Opens it to write, which repairs what a crash has left, and reads every page.</summary>
        /// <returns>Nothing but <c>ok</c> where all is well.</returns>
        public List<string> Integrity()
        {
            using var db = folder.Open("ReadWrite");
            return Read(db, "pragma integrity_check", row => row.GetString(0));
        }

        private SqliteConnection Open(string mode)
        {
            var db = new SqliteConnection($"Data Source={folder.Database};Pooling=false;Mode={mode}");
            db.Open();
            return db;
        }
    }

    private static List<T> Read<T>(SqliteConnection db, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));

        return rows;
    }
}
