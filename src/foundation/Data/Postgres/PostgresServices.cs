using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Data.Nodes;
using Plaza.Data.Replaying;

namespace Plaza.Data.Postgres;

/// <summary>The database of a PostgreSQL server.</summary>
internal static class PostgresServices
{
    extension(IServiceCollection services)
    {
        /// <exception cref="FormatException">The connection string is malformed.</exception>
        public IServiceCollection AddPostgres(string connection, NodeRoles roles)
        {
            var connections = new PostgresConnections(connection);
            return services
                .AddSingleton(new DatabaseName(connections.Name))
                .AddSingleton(_ => connections) // The container disposes of what a factory returns.
                .AddPooledDbContextFactory<PostgresDbContext>((provider, options) => options
                    .UseNpgsql(
                        provider.GetRequiredService<PostgresConnections>().Readers,

                        // The provider's own wraps the loss of a connection, which is answered with 503, in an InvalidOperationException.
                        npgsql => npgsql.ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies)))
                    .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking))
                .AddSingleton<IDbContextFactory<PlazaDbContext>, DbContextFactory<PostgresDbContext>>()
                .AddSingleton<ReadConnectionPool, PostgresReadConnectionPool>()
                .AddSingleton<PostgresWriter>()
                .AddSingleton<WriterDatabase>(provider => provider.GetRequiredService<PostgresWriter>())
                .AddSingleton<DatabaseCheck, PostgresDatabaseCheck>()
                .AddSingleton<Func<ReplayDatabase>>(provider => () => new PostgresReplayDatabase(provider.GetRequiredService<PostgresConnections>()))
                .AddSingleton(new Node(roles))
                .AddSingleton<PostgresFollowers>()
                .AddSingleton<BatchCompletion>(provider => provider.GetRequiredService<PostgresFollowers>())
                .AddHostedService<PostgresMigrator>()
                .AddHostedService<PostgresNodes>()
                .AddHostedService(provider => provider.GetRequiredService<PostgresFollowers>())
                .AddHostedService<PostgresJournalListener>();
        }
    }
}
