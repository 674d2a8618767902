using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Replaying;
using Plaza.Notifications.Replaying;
using Plaza.Spaces.Hosting;

namespace Plaza.Notifications;

public static class NotificationsServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the Notifications space. This is all that the server knows of it.</summary>
        public IServiceCollection AddNotificationsSpace() => services
            .AddSingleton<EraseAccountNotifications>()
            .AddSingleton<IReadModelSource, NotificationsReadModels>()
            .AddSpace<NotificationsSpace>();
    }
}
