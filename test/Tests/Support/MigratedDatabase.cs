using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Data;
using Plaza.Data.Sqlite;

namespace Plaza.Tests.Support;

/// <summary>An empty database with all tables, migrated once in a test run and copied: migrating takes longer than the rest of a start.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<byte[]>> Empty = new(CreateAsync);

    /// <summary>A new data folder that a server finds up to date.</summary>
    public static async Task<DataFolder> NewFolderAsync()
    {
        var folder = NewFolder();
        await CopyToAsync(folder);
        return folder;
    }

    /// <summary>Puts a copy into a folder that has no database yet.</summary>
    public static async Task CopyToAsync(DataFolder folder) => await File.WriteAllBytesAsync(folder.Database, await Empty.Value);

    private static DataFolder NewFolder() => new(Directory.CreateTempSubdirectory("plaza-").FullName);

    private static async Task<byte[]> CreateAsync()
    {
        var folder = NewFolder();
        await new Migrator(folder, NullLogger<Migrator>.Instance).StartAsync(CancellationToken.None);
        File.Exists($"{folder.Database}-wal").ShouldBeFalse("the last connection moves the log into the database");
        var empty = await File.ReadAllBytesAsync(folder.Database);
        Directory.Delete(folder.Path, recursive: true);
        return empty;
    }
}
