using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Hosting;

namespace Plaza.Data.Views.Memory;

/// <summary>What stays in memory of what is read, and the views that are put together from it.</summary>
internal static class MemoryServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddMemory()
        {
            services.AddOptions<MemoryOptions>().BindConfiguration("Memory").ValidateOnStart();

            return services
                .AddSingleton<IValidateOptions<MemoryOptions>, MemoryOptionsValidator>()
                .AddSingleton(provider => provider.GetRequiredService<IOptions<MemoryOptions>>().Value)
                .AddSingleton(provider => new CacheMeter(provider.GetService<IMeterFactory>()))
                .AddSingleton<ReadConnectionPool>()
                .AddSingleton<StoredPosts>()
                .AddSingleton<StoredAccounts>()
                .AddSingleton<StoredReplies>()
                .AddSingleton<StoredMarks>()
                .AddSingleton<StoredRelationships>()
                .AddSingleton(provider => new WholePages(provider.GetRequiredService<CacheMeter>(), provider.GetRequiredService<MemoryOptions>()))
                .AddSingleton(MakeAccountViews)
                .AddSingleton(MakePostViews)
                .AddSingleton(MakeThreadViews)
                .AddSpace<ViewsSpace>();
        }
    }

    private static AccountViews MakeAccountViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<ReadConnectionPool>(),
        provider.GetRequiredService<StoredAccounts>(),
        provider.GetRequiredService<StoredRelationships>());

    private static PostViews MakePostViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<StoredPosts>(),
        provider.GetRequiredService<StoredAccounts>(),
        provider.GetRequiredService<StoredMarks>(),
        provider.GetRequiredService<StoredRelationships>());

    private static ThreadViews MakeThreadViews(IServiceProvider provider) => new(
        provider.GetRequiredService<IDbContextFactory<PlazaDbContext>>(),
        provider.GetRequiredService<PostViews>(),
        provider.GetRequiredService<StoredPosts>(),
        provider.GetRequiredService<StoredReplies>());
}
