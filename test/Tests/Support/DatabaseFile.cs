using Microsoft.Data.Sqlite;
using Plaza.Data;
using Plaza.Data.Committing;

namespace Plaza.Tests.Support;

/// <summary>Looks into the database behind the server's back.</summary>
public static class DatabaseFile
{
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

        /// <summary>Opens it to write, which mends what a crash has left, and looks at every page.</summary>
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
