using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Journal;
using Plaza.Data.Nodes;
using Plaza.Data.Postgres;
using Plaza.Data.Replaying;
using Plaza.Data.Sqlite;
using Plaza.Data.Tasks;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;

namespace Plaza.Data;

public static class DataServices
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the database, the committer and the journal. On start, migrations are applied and the committer runs before the spaces start; durable
        /// subscriptions follow, by <c>AddDurableSubscriptions</c>.
        /// </summary>
        /// <param name="folder">Holds the database, unless <paramref name="connection"/> names one.</param>
        /// <param name="connection">Connection string of a PostgreSQL database; null for SQLite.</param>
        /// <param name="roles">What this node does among those that share a PostgreSQL database.</param>
        public IServiceCollection AddData(DataFolder folder, string? connection = null, NodeRoles roles = NodeRoles.All)
        {
            _ = connection is null ? services.AddSqlite(folder) : services.AddPostgres(connection, roles);

            return services
                .AddSingleton(folder)
                .AddSingleton<CommitSignal>()
                .AddSingleton<LiveDelivery>()
                .AddSingleton(provider => new WriteMetrics(provider.GetService<IMeterFactory>()))
                .AddSingleton<WriterConnection>()
                .AddSingleton(provider => new Committer(
                    provider.GetRequiredService<WriterConnection>(),
                    provider.GetRequiredService<LiveDelivery>(),
                    provider.GetRequiredService<InFlightTracker>(),
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<Committer>>(),
                    provider.GetService<IHostApplicationLifetime>()))
                .AddSingleton<IJournal, DatabaseJournal>()
                .AddSingleton<IDeliveryStore>(provider => provider.GetRequiredService<DeliveryStore>())
                .AddEventTypes(types => types.AddFromAssembly(typeof(PostPublished).Assembly, JournalJson.Options))
                .AddSingleton<JournalReader>()
                .AddSingleton<JournalTail>()
                .AddSingleton<JournalVerifier>()
                .AddSingleton<ReadModelRebuilder>()
                .AddSingleton<DeliveryStore>()
                .AddSingleton<NodeList>()
                .AddSingleton<TaskQueue>()
                .AddRepositories()
                .AddHostedService(provider => provider.GetRequiredService<Committer>())
                .AddSpaces();
        }
    }
}
