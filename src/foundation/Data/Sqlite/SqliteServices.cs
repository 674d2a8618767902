using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Nodes;
using Plaza.Data.Replaying;

namespace Plaza.Data.Sqlite;

/// <summary>The database in a file of the data folder.</summary>
internal static class SqliteServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddSqlite(DataFolder folder) => services
            .AddPooledDbContextFactory<SqliteDbContext>(options => options
                .UseSqlite(DatabaseConnections.PooledConnectionString(folder))
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .AddInterceptors(new ReadOnlyConnections()))
            .AddSingleton<IDbContextFactory<PlazaDbContext>, DbContextFactory<SqliteDbContext>>()
            .AddSingleton<ReadConnectionPool, SqliteReadConnectionPool>()
            .AddSingleton<WriterDatabase, SqliteWriter>()
            .AddSingleton<BatchCompletion>()
            .AddSingleton(new Node())
            .AddSingleton(new DatabaseName(folder.Database))
            .AddSingleton<DatabaseCheck, SqliteDatabaseCheck>()
            .AddSingleton<Func<ReplayDatabase>>(() => new SqliteReplayDatabase(folder))
            .AddHostedService<SqliteMigrator>();
    }
}
