using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Text;
using Plaza.Data.Committing;
using Plaza.Data.Copying;
using Plaza.Data.Database;

namespace Plaza.Data.Sqlite;

/// <summary>Applies pending migrations before anything else starts.</summary>
internal sealed class SqliteMigrator(DataFolder folder, ILogger<SqliteMigrator> logger) : IHostedService
{
    /// <exception cref="IOException">There is no room on the disk.</exception>
    /// <exception cref="InvalidDataException">A newer program has migrated the database, or it is an unfinished copy.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!IsUpToDate())
                await MigrateAsync(cancellationToken);
        }
        catch (SqliteException fault) when (fault.IsDiskFull)
        {
            throw new IOException($"there is no room on the disk of {folder.Path}. Free a few megabytes, and start it again.", fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var connection = DatabaseConnections.CreateForMigrations(folder);
        connection.CreateFunction("hashtag_key", (string tag) => Hashtag.KeyOfStored(tag), isDeterministic: true);
        var options = new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite(connection);
        await using var db = new SqliteDbContext(options.Options);

        var missing = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        logger.Migrating(missing.Count, folder.Database, string.Join(", ", missing));
        await DropLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <returns>False when migrations are missing, or all of them.</returns>
    /// <exception cref="InvalidDataException">A newer program has migrated the database, or it is an unfinished copy.</exception>
    public bool IsUpToDate()
    {
        // EF Core creates the file.
        if (!File.Exists(folder.Database))
            return false;

        using var statements = new SqliteStatementCache(DatabaseConnections.OpenReader(folder));
        var tables = statements.Query($"select name from sqlite_schema where name in ('__EFMigrationsHistory', {UnfinishedCopy.Table})", row => row.GetString(0));
        if (tables.Contains(UnfinishedCopy.Table))
            throw UnfinishedCopy.Reject(folder.Database, "--from");

        return tables is not []
            && MigrationHistory.IsUpToDate<SqliteDbContext>(statements.Query($"select MigrationId from __EFMigrationsHistory", row => row.GetString(0)), folder.Database);
    }

    /// <summary>
    /// EF Core waits without a timeout for the lock that a crash left in the database (https://learn.microsoft.com/ef/core/providers/sqlite/limitations#concurrent-migrations-protection).
    /// This process holds the lock of the data folder, so no other migrates.
    /// </summary>
    private static Task DropLockAsync(SqliteDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"drop table if exists __EFMigrationsLock", ct);
}
