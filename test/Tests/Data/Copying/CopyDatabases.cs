using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Plaza.Data;
using Plaza.Data.Sqlite;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data.Copying;

/// <summary>Data folders with a SQLite database each, also where the tests run on PostgreSQL, and empty PostgreSQL databases.</summary>
internal sealed class CopyDatabases : IDisposable
{
    private readonly List<DataFolder> _folders = [];

    public CopyDatabases() => Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");

    /// <summary>A folder with an empty database file.</summary>
    public DataFolder NewFolder() => Own(new(Directory.CreateTempSubdirectory("plaza-copy-").FullName));

    /// <summary>A folder with a database that has all tables and no rows.</summary>
    public async Task<DataFolder> NewSqliteAsync()
    {
        var folder = NewFolder();
        await new SqliteMigrator(folder, NullLogger<SqliteMigrator>.Instance).StartAsync(TestContext.Current.CancellationToken);
        return folder;
    }

    /// <summary>A folder whose settings name an empty PostgreSQL database.</summary>
    public DataFolder NewPostgres() => Own(MigratedDatabase.NewEmptyFolder());

    public static string ConnectionOf(DataFolder postgres) => TestDatabase.ConnectionOf(postgres)!;

    public static Task<ProgramRun> CopyAsync(DataFolder from, DataFolder to) => PlazaProgram.RunHereAsync(Arguments(from, to));

    /// <summary>The arguments of <c>plaza data copy</c>, one of whose databases is SQLite.</summary>
    public static string[] Arguments(DataFolder from, DataFolder to) => TestDatabase.ConnectionOf(to) is { } target
        ? ["data", "copy", "--data", from.Path, "--to", target]
        : ["data", "copy", "--data", to.Path, "--from", ConnectionOf(from)];

    /// <summary>Every row of every table, as text that is the same in both databases, but those that only PostgreSQL has.</summary>
    public static SortedDictionary<string, List<string>> Contents(DataFolder folder)
    {
        using var db = TestDatabase.Open(folder);
        var tables = folder.Rows(
            db is NpgsqlConnection
                ? "select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'"
                : "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'",
            row => row.GetString(0));
        var contents = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in tables.Except(["__EFMigrationsHistory", "__EFMigrationsLock", "journal_head", "nodes"], StringComparer.Ordinal))
            contents[table] = Rows(db, table);

        return contents;
    }

    public static void ShouldBeSame(DataFolder copy, DataFolder original)
    {
        var (actual, expected) = (Contents(copy), Contents(original));
        actual.Keys.ShouldBe(expected.Keys);
        foreach (var (table, rows) in expected)
            (actual[table].Count, actual[table].Except(rows, StringComparer.Ordinal).FirstOrDefault()).ShouldBe((rows.Count, null), $"the rows of {table}");
    }

    public void Dispose()
    {
        foreach (var folder in _folders.Where(folder => Directory.Exists(folder.Path)))
            TestDatabase.Delete(folder);
    }

    private static List<string> Rows(DbConnection db, string table)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"select * from {table}";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var columns = Enumerable.Range(0, reader.FieldCount).OrderBy(reader.GetName, StringComparer.Ordinal);
            rows.Add(string.Join(" | ", columns.Select(column => $"{reader.GetName(column)} = {Text(reader.GetValue(column))}")));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "null",
        byte[] bytes => $"x'{Convert.ToHexString(bytes)}'",
        bool flag => flag ? "1" : "0",
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private DataFolder Own(DataFolder folder)
    {
        _folders.Add(folder);
        return folder;
    }
}
