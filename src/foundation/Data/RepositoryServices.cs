using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Views;

namespace Plaza.Data;

/// <summary>What is kept, thing by thing, and the views across.</summary>
internal static class RepositoryServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddRepositories() => services
            .AddSingleton<AccountViews>()
            .AddSingleton<UserViews>()
            .AddSingleton<PostViews>()
            .AddSingleton<TimelineViews>()
            .AddSingleton<ThreadViews>()
            .AddSingleton<NotificationViews>()
            .AddSingleton<StatisticsViews>();
    }
}
