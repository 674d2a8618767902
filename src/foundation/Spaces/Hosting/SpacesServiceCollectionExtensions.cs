using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Requests;

namespace Plaza.Spaces.Hosting;

public static class SpacesServiceCollectionExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the bus. May be called more than once; each call's <paramref name="configure"/> is applied, in order.</summary>
        public IServiceCollection AddSpaces(Action<SpacesOptions>? configure = null)
        {
            if (configure is not null)
                services.Configure(configure);

            if (services.Any(service => service.ServiceType == typeof(EventBus)))
                return services;

            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<WorkScheduler>();

            return services
                .AddOptions()
                .AddSingleton<IValidateOptions<SpacesOptions>, SpacesOptionsValidator>()
                .AddSingleton<InFlightTracker>()
                .AddSingleton<SubscriptionActivation>()
                .AddSingleton(provider => new BusTelemetry(provider.GetService<IMeterFactory>()))
                .AddSingleton(MakeTypes)
                .AddSingleton(MakeBus)
                .AddSingleton(provider => new CascadeTracker(provider.GetRequiredService<EventBus>()))
                .AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>())
                .AddSingleton(typeof(IEventPublisher<>), typeof(EventPublisher<>))
                .AddSingleton(provider => provider.GetRequiredService<EventBus>().DeadLetters)
                .AddSingleton<BusInspector>()
                .AddSingleton<SpaceCatalog>()
                .AddSingleton<IRequestBus, RequestBus>()
                .AddHostedService<StuckHandlerDetector>()
                .AddHostedService<SpacesHostedService>();
        }

        /// <summary>Adds a space, and the bus.</summary>
        public IServiceCollection AddSpace<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSpace>()
            where TSpace : Space => services.AddSpaces().AddSingleton<Space, TSpace>();

        /// <summary>Registers types of events by their wire names, for journals on disk, transports and tools. May be called more than once.</summary>
        public IServiceCollection AddEventTypes(Action<EventTypeRegistry> events) => services.AddSingleton(new EventTypeRegistration(events));

        /// <summary>Adds a journal in memory, which is lost at the end of the process, and its durable subscriptions.</summary>
        public IServiceCollection AddInMemoryJournal() => services
            .AddSpaces()
            .AddSingleton<IJournal>(provider => ActivatorUtilities.CreateInstance<InMemoryJournal>(provider))
            .AddSingleton<IDeliveryStore, InMemoryDeliveryStore>()
            .AddDurableSubscriptions();

        /// <summary>
        /// Adds the delivery of the journal to durable subscriptions. Hosted services start in the order of registration: add it after the spaces and
        /// the journal.
        /// </summary>
        public IServiceCollection AddDurableSubscriptions() => services.AddHostedService<DurableSubscriptionService>();

        /// <summary>
        /// Adds the publisher of one type of events. Needed only for events that are structs in a program compiled ahead of time, where the open
        /// generic registration generates no code for them.
        /// </summary>
        public IServiceCollection AddEventPublisher<TEvent>()
            where TEvent : IEvent => services.AddSpaces().AddSingleton<IEventPublisher<TEvent>, EventPublisher<TEvent>>();

        /// <summary>Makes the start fail when a request of the assembly has no handler.</summary>
        [RequiresUnreferencedCode("Looks for all requests of an assembly, of which trimming may have removed some.")]
        public IServiceCollection RequireHandlers(Assembly contracts) => services.AddSingleton(RequestContracts.Of(contracts));
    }

    private static EventTypeRegistry MakeTypes(IServiceProvider provider)
    {
        var types = new EventTypeRegistry();
        foreach (var events in provider.GetServices<EventTypeRegistration>())
            events.Add(types);

        return types;
    }

    private static EventBus MakeBus(IServiceProvider provider) => new(
        provider.GetRequiredService<IOptions<SpacesOptions>>().Value,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<InFlightTracker>(),
        provider.GetRequiredService<BusTelemetry>(),
        provider.GetRequiredService<WorkScheduler>(),
        provider.GetRequiredService<EventTypeRegistry>(),
        provider.GetService<HandlerInterceptor>(),
        provider.GetService<IJournal>,
        provider.GetRequiredService<ILogger<EventBus>>());
}

/// <summary>A registration of types of events.</summary>
internal sealed record EventTypeRegistration(Action<EventTypeRegistry> Add);
