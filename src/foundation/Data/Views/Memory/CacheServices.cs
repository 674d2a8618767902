using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Hosting;

namespace Plaza.Data.Views.Memory;

/// <summary>What stays in memory of what is read, and the views that are put together from it.</summary>
internal static class CacheServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddMemory()
        {
            services.AddOptions<CacheOptions>().BindConfiguration("Memory").ValidateOnStart();

            return services
                .AddSingleton<IValidateOptions<CacheOptions>, MemoryOptionsValidator>()
                .AddSingleton(provider => provider.GetRequiredService<IOptions<CacheOptions>>().Value)
                .AddSingleton(provider => new CacheMetrics(provider.GetService<IMeterFactory>()))
                .AddSingleton<ReadConnectionPool>()
                .AddSingleton<PostCache>()
                .AddSingleton<AccountCache>()
                .AddSingleton<ReplyCache>()
                .AddSingleton<ReactionCache>()
                .AddSingleton<RelationshipCache>()
                .AddSingleton(provider => new RenderedPageCache(provider.GetRequiredService<CacheMetrics>(), provider.GetRequiredService<CacheOptions>()))
                .AddSingleton(MakeAccountViews)
                .AddSingleton(MakePostViews)
                .AddSingleton(MakeThreadViews)
                .AddSpace<CacheInvalidation>();
        }
    }

    private static AccountQueries MakeAccountViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<ReadConnectionPool>(),
        provider.GetRequiredService<AccountCache>(),
        provider.GetRequiredService<RelationshipCache>());

    private static PostQueries MakePostViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<PostCache>(),
        provider.GetRequiredService<AccountCache>(),
        provider.GetRequiredService<ReactionCache>(),
        provider.GetRequiredService<RelationshipCache>());

    private static ThreadQueries MakeThreadViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<PostQueries>(),
        provider.GetRequiredService<PostCache>(),
        provider.GetRequiredService<ReplyCache>());
}
