using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Journal;
using Plaza.Data.Model;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Hosting;

namespace Plaza.Data;

public static class DataServices
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the database in this folder, the committer and the journal. Starts in this order: migrations, committer;
        /// then the spaces; then, by <see cref="AddDurableSubscriptions"/>, what reads on in the journal.
        /// </summary>
        public IServiceCollection AddData(DataFolder folder)
        {
            var database = new SqliteConnectionStringBuilder { DataSource = folder.Database, DefaultTimeout = 30 }.ToString();

            services.AddPooledDbContextFactory<PlazaDb>(options => options
                .UseSqlite(database)
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .AddInterceptors(new ReadOnlyConnections()));

            return services
                .AddSingleton(folder)
                .AddSingleton<CommitSignal>()
                .AddSingleton<LiveDelivery>()
                .AddSingleton<WriterConnection>()
                .AddSingleton(provider => new Committer(
                    provider.GetRequiredService<WriterConnection>(),
                    provider.GetRequiredService<LiveDelivery>(),
                    provider.GetRequiredService<InFlight>(),
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<Committer>>(),
                    provider.GetService<IHostApplicationLifetime>()))
                .AddSingleton<IJournal>(provider => provider.GetRequiredService<Committer>())
                .AddSingleton<JournalReader>()
                .AddSingleton<JournalCheck>()
                .AddSingleton<Deliveries>()
                .AddSingleton<TaskQueue>()
                .AddRepositories()
                .AddHostedService<Migrator>()
                .AddHostedService(provider => provider.GetRequiredService<Committer>())
                .AddSpaces();
        }

        /// <summary>Delivers the journal to the durable listeners. Added after the spaces, so that they stand when it starts.</summary>
        public IServiceCollection AddDurableSubscriptions() => services
            .AddSingleton<DurableRunnerFactory>()
            .AddSingleton<DurableSubscriptions>()
            .AddHostedService(provider => provider.GetRequiredService<DurableSubscriptions>());
    }
}
