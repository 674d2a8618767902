using System.Text;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Spaces.RabbitMQ;

namespace Plaza.Server.Hosting;

/// <summary>Publishes the journal to RabbitMQ where a broker is set.</summary>
internal static class BrokerServices
{
    private const int MaxExchangeBytes = 255;

    extension(IServiceCollection services)
    {
        /// <summary>Hosted services start in the order of registration: add it after the journal.</summary>
        public IServiceCollection AddBroker(IConfiguration configuration)
        {
            services.AddOptions<BrokerOptions>().BindConfiguration(BrokerOptions.Section)
                .Validate(IsValidUri, "Uri: RabbitMQ:Uri must begin with amqp:// or amqps://.")
                .Validate(HasOneVirtualHost, "Uri: RabbitMQ:Uri must name one virtual host after the broker; write a slash in its name as %2F.")
                .Validate(options => Encoding.UTF8.GetByteCount(options.Exchange) is >= 1 and <= MaxExchangeBytes, $"Exchange: RabbitMQ:Exchange must have 1 to {MaxExchangeBytes} bytes.")
                .ValidateOnStart();
            if (string.IsNullOrEmpty(configuration[$"{BrokerOptions.Section}:{nameof(BrokerOptions.Uri)}"]))
                return services;

            services.AddOptions<RabbitMQOptions>().Configure<IOptions<BrokerOptions>, IOptions<ServerOptions>>((options, broker, server) =>
                (options.Uri, options.Exchange, options.Source) = (new(broker.Value.Uri), broker.Value.Exchange, server.Value.PublicUrl));
            return services.AddRabbitMQPublisher();
        }
    }

    private static bool IsValidUri(BrokerOptions options) =>
        options.Uri is "" || (Uri.TryCreate(options.Uri, UriKind.Absolute, out var uri) && uri is { Scheme: "amqp" or "amqps", Host.Length: > 0 });

    private static bool HasOneVirtualHost(BrokerOptions options) => !Uri.TryCreate(options.Uri, UriKind.Absolute, out var uri) || uri.Segments.Length <= 2;
}
