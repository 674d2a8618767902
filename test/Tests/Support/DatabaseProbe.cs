using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Plaza.Data;
using Plaza.Data.Sqlite;

namespace Plaza.Tests.Support;

/// <summary>Reads and changes a database directly, even while a server runs.</summary>
public static class DatabaseProbe
{
    private const string TablesOfSqlite =
        """select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\_\_%' escape '\'""";

    private const string TablesOfPostgres = "select relname from pg_stat_user_tables where relname <> '__EFMigrationsHistory' and relname <> 'journal_head'";

    extension(PlazaTestServer plaza)
    {
        /// <summary>
        /// The row count of each table, except those of the task manager, which changes them by itself; for the journal the last sequence.
        /// </summary>
        public SortedDictionary<string, long> Rows()
        {
            using var db = TestDatabase.Open(plaza.Folder, "ReadOnly");
            var tables = Read(db, TestDatabase.IsPostgres ? TablesOfPostgres : TablesOfSqlite, row => row.GetString(0));
            var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var table in tables.Except(["tasks", "cursors", "deliveries"], StringComparer.Ordinal))
                rows[table] = Read(db, $"select count(*) from {table}", row => row.GetInt64(0))[0];

            rows["journal"] = Read(db, "select coalesce(max(sequence), 0) from journal", row => row.GetInt64(0))[0];
            return rows;
        }

        /// <summary>Changes rows in ways that no door allows, such as ageing them.</summary>
        public void Change(string sql) => plaza.Folder.Tamper(sql);
    }

    extension(DataFolder folder)
    {
        public long Number(string sql) => folder.Rows(sql, row => row.GetInt64(0))[0];

        public List<T> Rows<T>(string sql, Func<DbDataReader, T> read)
        {
            using var db = TestDatabase.Open(folder, "ReadOnly");
            return Read(db, sql, read);
        }

        /// <summary>Changes the database and leaves the write-ahead log beside it, as the server does.</summary>
        /// <returns>The number of changed rows.</returns>
        public int Tamper(string sql)
        {
            using var db = TestDatabase.Open(folder);
            if (db is SqliteConnection file)
                WriteAheadLog.DisableCheckpointOnClose(file);

            using var command = db.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        }

        /// <summary>
        /// Whether the database contains a text, in whatever case: in any byte of the files of SQLite, or in any value of a row of PostgreSQL, whose
        /// files keep deleted rows until they are vacuumed.
        /// </summary>
        public bool Stores(string text)
        {
            if (TestDatabase.ConnectionOf(folder) is null)
                return Directory.EnumerateFiles(folder.Path, "plaza.db*").Any(file => Latin1Of(file).Contains(text, StringComparison.OrdinalIgnoreCase));

            using var db = TestDatabase.Open(folder);
            var bytes = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
            return Read(db, TablesOfPostgres, row => row.GetString(0)).Any(table => Read(
                db,
                $"select 1 from {table} row where position(lower('{text}') in lower(row::text)) > 0 or position('{bytes}' in row::text) > 0 limit 1",
                row => row.GetInt32(0)) is [1]);
        }

        /// <summary>Opens the database for writing, which recovers it after a crash, and reads every page.</summary>
        /// <returns><c>ok</c> for an intact database.</returns>
        public List<string> Integrity()
        {
            using var db = TestDatabase.Open(folder);
            return Read(db, "pragma integrity_check", row => row.GetString(0));
        }

        /// <summary>A new folder with a copy of the database, with which no process may be at work.</summary>
        public DataFolder Copy()
        {
            var copy = new DataFolder(Directory.CreateTempSubdirectory("plaza-").FullName);
            if (TestDatabase.ConnectionOf(folder) is not null)
            {
                TestDatabase.CreateCopy(copy, folder);
                File.Copy(folder.SharedMarker, copy.SharedMarker);
                return copy;
            }

            foreach (var file in Directory.EnumerateFiles(folder.Path, "plaza.db*"))
                File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)), overwrite: true); // The empty one of a new folder.

            return copy;
        }
    }

    /// <summary>The bytes of a file as characters; none if it was deleted meanwhile.</summary>
    public static string Latin1Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return Encoding.Latin1.GetString(bytes.ToArray());
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private static List<T> Read<T>(DbConnection db, string sql, Func<DbDataReader, T> read)
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
