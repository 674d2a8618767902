using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ.Consuming;
using Plaza.Spaces.RabbitMQ.Publishing;

namespace Plaza.Spaces.RabbitMQ;

/// <summary>
/// Adds what carries the journal by RabbitMQ. Each part has a connection of its own, which is made in the background and again after each loss: an
/// absent broker delays neither the start of the host nor an append. Hosted services start in the order of registration: add them after the journal.
/// </summary>
public static class RabbitMQServiceCollectionExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds the settings. May be called more than once; each call's <paramref name="configure"/> is applied, in order.</summary>
        public IServiceCollection AddRabbitMQ(Action<RabbitMQOptions>? configure = null)
        {
            if (configure is not null)
                services.Configure(configure);

            if (services.Any(service => service.ServiceType == typeof(RabbitMQTelemetry)))
                return services;

            services.AddOptions<RabbitMQOptions>().ValidateOnStart();
            return services
                .AddSpaces()
                .AddSingleton<IValidateOptions<RabbitMQOptions>, RabbitMQOptionsValidator>()
                .AddSingleton(provider => new RabbitMQTelemetry(provider.GetService<IMeterFactory>()));
        }

        /// <summary>
        /// Adds the publishing of the journal: each entry, in order, at least once. Of all processes that share a journal the one that is active publishes
        /// (<see cref="SubscriptionActivation"/>); two would publish entries several times. Needs an <see cref="IJournal"/> and an <see cref="IDeliveryStore"/>.
        /// </summary>
        /// <param name="name">
        /// The name of the cursor in the delivery store, after which it goes on; a new one begins at the first entry. It changes only when all is to be
        /// published again.
        /// </param>
        public IServiceCollection AddRabbitMQPublisher(string name = "rabbitmq") => services.AddRabbitMQ().AddSingleton<IHostedService>(provider => new JournalPublisher(
            name,
            Options(provider),
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<IDeliveryStore>(),
            provider.GetRequiredService<EventTypeRegistry>(),
            provider.GetRequiredService<SubscriptionActivation>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<RabbitMQTelemetry>(),
            provider.GetRequiredService<ILogger<JournalPublisher>>()));

        /// <summary>
        /// Adds a consumer: a durable quorum queue whose entries a handler gets in the order of their sequences, each once as far as the handler stores
        /// its position with its effect. Needs an <see cref="IJournal"/>, of which it only reads: it may be one that asks another process.
        /// </summary>
        /// <param name="queue">The name of the queue, 1 to 246 bytes. Several processes may name the same: one of them handles, the others take over.</param>
        /// <param name="eventNames">The wire names of the events; null for all. No patterns.</param>
        /// <exception cref="ArgumentException">A name is a pattern, or there is none.</exception>
        public IServiceCollection AddRabbitMQConsumer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
            string queue, IReadOnlyCollection<string>? eventNames = null)
            where THandler : class, IJournalEntryHandler
        {
            ArgumentException.ThrowIfNullOrEmpty(queue);
            if (eventNames?.Count is 0 || eventNames?.Any(name => name.AsSpan().ContainsAny('*', '#')) is true)
                throw new ArgumentException("Name the events, without patterns.", nameof(eventNames));

            services.TryAddSingleton<THandler>();
            return services.AddRabbitMQ().AddSingleton<IHostedService>(provider => new JournalConsumer(
                queue,
                eventNames,
                provider.GetRequiredService<THandler>(),
                Options(provider),
                provider.GetRequiredService<IJournal>(),
                provider.GetRequiredService<EventTypeRegistry>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<RabbitMQTelemetry>(),
                provider.GetRequiredService<ILogger<JournalConsumer>>()));
        }

        /// <summary>Adds a wake-up for a process that reads the journal itself, and whose journal does not hear of what other processes append.</summary>
        /// <param name="grown">
        /// Called with a sequence that the journal has reached: after each connection, soon after each append elsewhere, and at least once in
        /// <see cref="RabbitMQOptions.JournalCheckInterval"/>. Several appends may be one call, and the same sequence may come again. Must return at once.
        /// </param>
        public IServiceCollection AddRabbitMQWakeUp(Action<IServiceProvider, long> grown) => services.AddRabbitMQ().AddSingleton<IHostedService>(provider => new JournalWakeUp(
            "wake-up",
            sequence => grown(provider, sequence),
            Options(provider),
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<RabbitMQTelemetry>(),
            provider.GetRequiredService<ILogger<JournalWakeUp>>()));
    }

    private static RabbitMQOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<RabbitMQOptions>>().Value;
}
