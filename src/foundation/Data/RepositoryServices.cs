using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Tables.Authentication;
using Plaza.Data.Tables.Mail;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tables.Profiles;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Data;

/// <summary>The repositories: each writes the tables of one thing, for one space.</summary>
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
            .AddSingleton<StatisticsComparison>();
    }
}
