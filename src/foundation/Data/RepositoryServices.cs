using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Authentication;
using Plaza.Data.Mail;
using Plaza.Data.Notifications;
using Plaza.Data.Posts;
using Plaza.Data.Profiles;
using Plaza.Data.Statistics;
using Plaza.Data.Views;

namespace Plaza.Data;

/// <summary>What is kept, thing by thing, and the views across.</summary>
internal static class RepositoryServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddRepositories() => services
            .AddSingleton<Accounts>()
            .AddSingleton<Sessions>()
            .AddSingleton<RegisteredApps>()
            .AddSingleton<AuthorizationCodes>()
            .AddSingleton<Tokens>()
            .AddSingleton<SignedLinks>()
            .AddSingleton<Follows>()
            .AddSingleton<AccountProfiles>()
            .AddSingleton<PublishedPosts>()
            .AddSingleton<Favourites>()
            .AddSingleton<IdempotencyKeys>()
            .AddSingleton<StoredNotifications>()
            .AddSingleton<ReadMarkerRepository>()
            .AddSingleton<MailPreferences>()
            .AddSingleton<QueuedMails>()
            .AddSingleton<DailyStatistics>()
            .AddSingleton<UserViews>()
            .AddSingleton<AccountList>()
            .AddSingleton<TimelineViews>()
            .AddSingleton<NotificationViews>()
            .AddSingleton<StatisticsViews>()
            .AddSingleton<DeliveryViews>()
            .AddSingleton<TagsOfDays>();
    }
}
