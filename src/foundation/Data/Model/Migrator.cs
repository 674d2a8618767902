using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Plaza.Data.Model;

/// <summary>Brings the database up to this program before anything else starts.</summary>
internal sealed class Migrator(DataFolder folder, ILogger<Migrator> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<PlazaDb>()
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString());
        await using var db = new PlazaDb(options.Options);

        var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (missing.Count is 0)
            return;

        logger.Migrating(folder.Database, missing.Count, string.Join(", ", missing));
        await ForgetLockAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Entity Framework waits without end for a lock that a crash has left in the database. Who comes here holds the folder,
    /// so nobody else is at work.
    /// </summary>
    private static Task ForgetLockAsync(PlazaDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"drop table if exists __EFMigrationsLock", ct);
}
