using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Data.Database;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;
using Plaza.Queries.Durable;
using Plaza.Queries.Notifications;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Queries.Threads;
using Plaza.Queries.Timelines;
using Plaza.Spaces.Hosting;

namespace Plaza.Queries;

/// <summary>Registers the queries that spaces and doors use.</summary>
public static class QueryServices
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the queries, the caches behind them, and the space that invalidates these. To be called after <c>AddData</c> and before any space is added:
        /// live handlers run in the order of registration, and the handlers of other spaces must not read what a commit has changed.
        /// </summary>
        public IServiceCollection AddQueries()
        {
            services.AddOptions<CacheOptions>().BindConfiguration("Memory").ValidateOnStart();

            return services
                .AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>()
                .AddSingleton(provider => provider.GetRequiredService<IOptions<CacheOptions>>().Value)
                .AddSingleton(provider => new CacheMetrics(provider.GetService<IMeterFactory>()))
                .AddSingleton<PostCache>()
                .AddSingleton<AccountCache>()
                .AddSingleton<ReplyCache>()
                .AddSingleton<ReactionCache>()
                .AddSingleton<RelationshipCache>()
                .AddSingleton<CachedViews>()
                .AddSingleton(provider => new RenderedPageCache(provider.GetRequiredService<CacheMetrics>(), provider.GetRequiredService<CacheOptions>()))
                .AddSingleton(MakeAccountViews)
                .AddSingleton(MakePostViews)
                .AddSingleton(MakeThreadViews)
                .AddSingleton<UserQueries>()
                .AddSingleton<AccountList>()
                .AddSingleton<TimelineQueries>()
                .AddSingleton<NotificationQueries>()
                .AddSingleton<StatisticsQueries>()
                .AddSingleton<DeliveryQueries>()
                .AddSingleton<TopTagsCache>()
                .AddSingleton<TotalsCache>()
                .AddSpace<CacheInvalidation>();
        }
    }

    private static AccountQueries MakeAccountViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<ReadConnectionPool>(),
        provider.GetRequiredService<CachedViews>());

    private static PostQueries MakePostViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<CachedViews>());

    private static ThreadQueries MakeThreadViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<ReadConnectionPool>(),
        provider.GetRequiredService<CachedViews>());
}
