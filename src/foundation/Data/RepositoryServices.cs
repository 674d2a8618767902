using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Tables.Authentication;
using Plaza.Data.Tables.Mail;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tables.Profiles;
using Plaza.Data.Tables.Statistics;
using Plaza.Data.Views;

namespace Plaza.Data;

/// <summary>What is kept, thing by thing, and the views across.</summary>
internal static class RepositoryServices
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddRepositories() => services
            .AddSingleton<AccountRepository>()
            .AddSingleton<SessionRepository>()
            .AddSingleton<AppRepository>()
            .AddSingleton<AuthorizationCodeRepository>()
            .AddSingleton<TokenRepository>()
            .AddSingleton<SignedLinks>()
            .AddSingleton<FollowRepository>()
            .AddSingleton<ProfileRepository>()
            .AddSingleton<PostRepository>()
            .AddSingleton<FavouriteRepository>()
            .AddSingleton<IdempotencyKeyRepository>()
            .AddSingleton<NotificationRepository>()
            .AddSingleton<ReadMarkerRepository>()
            .AddSingleton<MailPreferenceRepository>()
            .AddSingleton<QueuedMails>()
            .AddSingleton<StatisticsRepository>()
            .AddSingleton<UserQueries>()
            .AddSingleton<AccountList>()
            .AddSingleton<TimelineQueries>()
            .AddSingleton<NotificationQueries>()
            .AddSingleton<StatisticsQueries>()
            .AddSingleton<DeliveryQueries>()
            .AddSingleton<TopTagsCache>();
    }
}
