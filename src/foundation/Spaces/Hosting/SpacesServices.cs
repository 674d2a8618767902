using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;

namespace Plaza.Spaces.Hosting;

public static class SpacesServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the bus. May be called more than once.</summary>
        public IServiceCollection AddSpaces()
        {
            if (services.Any(service => service.ServiceType == typeof(EventBus)))
                return services;

            services.AddMetrics();
            services.TryAddSingleton(TimeProvider.System);

            return services
                .AddSingleton<InFlight>()
                .AddSingleton<BusMetrics>()
                .AddSingleton<EventBus>()
                .AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>())
                .AddSingleton<SpaceCatalog>()
                .AddSingleton<IRequestBus, RequestBus>()
                .AddHostedService<SpacesHost>()
                .AddHostedService<StuckHandlers>();
        }

        /// <summary>Adds a space and the bus it stands on.</summary>
        public IServiceCollection AddSpace<TSpace>()
            where TSpace : Space => services.AddSpaces().AddSingleton<Space, TSpace>();

        /// <summary>From now on a request of this assembly that no space answers stops the start.</summary>
        public IServiceCollection RequireAnswers(Assembly contracts) => services.AddSingleton(new RequestContracts(contracts));
    }
}
