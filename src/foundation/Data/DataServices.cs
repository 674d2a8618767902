using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Journal;
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
        /// Adds the database in this folder, the committer and the journal. On start, migrations are applied and the committer runs before the spaces
        /// start; durable subscriptions follow, by <c>AddDurableSubscriptions</c>.
        /// </summary>
        public IServiceCollection AddData(DataFolder folder)
        {
            services.AddPooledDbContextFactory<PlazaDbContext>(options => options
                .UseSqlite(DatabaseConnections.PooledConnectionString(folder))
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .AddInterceptors(new ReadOnlyConnections()));

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
                .AddSingleton<ReadConnectionPool>()
                .AddSingleton<JournalReader>()
                .AddSingleton<JournalTail>()
                .AddSingleton<DatabaseCheck>()
                .AddSingleton<JournalVerifier>()
                .AddSingleton<ReadModelRebuilder>()
                .AddSingleton<DeliveryStore>()
                .AddSingleton<TaskQueue>()
                .AddRepositories()
                .AddHostedService<Migrator>()
                .AddHostedService(provider => provider.GetRequiredService<Committer>())
                .AddSpaces();
        }
    }
}
