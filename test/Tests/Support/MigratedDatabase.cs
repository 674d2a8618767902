using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Data;
using Plaza.Data.Sqlite;

namespace Plaza.Tests.Support;

/// <summary>An empty database with all tables, migrated once in a test run and copied: migrating takes longer than the rest of a start.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<byte[]> Empty = new(Create);

    /// <summary>A new data folder with a migrated database.</summary>
    public static DataFolder NewFolder()
    {
        var folder = New();
        CopyTo(folder);
        return folder;
    }

    /// <summary>A new data folder whose database is created by the first start.</summary>
    public static DataFolder NewEmptyFolder()
    {
        var folder = New();
        TestDatabase.CreateEmpty(folder);
        return folder;
    }

    /// <summary>Copies the database to a folder that has none yet.</summary>
    public static void CopyTo(DataFolder folder)
    {
        if (TestDatabase.IsPostgres)
            TestDatabase.CreateMigrated(folder);
        else
            File.WriteAllBytes(folder.Database, Empty.Value);
    }

    private static byte[] Create()
    {
        var folder = New();
        new SqliteMigrator(folder, NullLogger<SqliteMigrator>.Instance).StartAsync(CancellationToken.None).GetAwaiter().GetResult(); // Fields of test classes are initialized synchronously.
        File.Exists($"{folder.Database}-wal").ShouldBeFalse("the last connection moves the log into the database");
        var empty = File.ReadAllBytes(folder.Database);
        Directory.Delete(folder.Path, recursive: true);
        return empty;
    }

    private static DataFolder New() => new(Directory.CreateTempSubdirectory("plaza-").FullName);
}
