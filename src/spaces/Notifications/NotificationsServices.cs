using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Notifications.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Notifications;

public static class NotificationsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Notifications space. The only public type of this project.</summary>
        public IServiceCollection AddNotificationsSpace() => services
            .AddSingleton<EraseAccountNotifications>()
            .AddSingleton<IReadModelSource, NotificationsReadModels>()
            .AddSingleton<ErasePostNotifications>()
            .AddSingleton<EraseClearedNotifications>()
            .AddSpace<NotificationsSpace>();
    }
}
