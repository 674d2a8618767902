using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Text;
using Plaza.Data.Committing;

namespace Plaza.Data.Sqlite;

/// <summary>Brings the database up to this program before anything else starts.</summary>
internal sealed class Migrator(DataFolder folder, ILogger<Migrator> logger) : IHostedService
{
    /// <exception cref="IOException">There is no room on the disk.</exception>
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

    private async Task MigrateAsync(CancellationToken ct)
    {
        await using var connection = DatabaseConnections.CreateForMigrations(folder);
        connection.CreateFunction("hashtag_key", (string tag) => Hashtag.KeyOfStored(tag), isDeterministic: true);
        var options = new DbContextOptionsBuilder<PlazaDbContext>().UseSqlite(connection);
        await using var db = new PlazaDbContext(options.Options);

        var missing = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        logger.Migrating(folder.Database, missing.Count, string.Join(", ", missing));
        await ForgetLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>
    /// Most starts find nothing to do. Entity Framework would first build its model of all tables, which takes as long as the rest of the start.
    /// </summary>
    private bool IsUpToDate()
    {
        // Entity Framework makes a database that keeps its log ahead, where it finds none.
        if (!File.Exists(folder.Database))
            return false;

        using var db = DatabaseConnections.OpenReader(folder);
        using var statements = new StatementCache(db);
        if (statements.Read($"select 1 from sqlite_schema where name = '__EFMigrationsHistory'", _ => true) is [])
            return false;

        var done = statements.Read($"select MigrationId from __EFMigrationsHistory", row => row.GetString(0));
        return typeof(PlazaDbContext).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>(inherit: false)?.Id)
            .All(id => id is null || done.Contains(id));
    }

    /// <summary>
    /// Entity Framework waits without end for a lock that a crash has left in the database. Who comes here holds the folder,
    /// so nobody else is at work.
    /// </summary>
    private static Task ForgetLockAsync(PlazaDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"drop table if exists __EFMigrationsLock", ct);
}
