using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ;
using Plaza.Spaces.Testing;
using Plaza.Tests.Spaces;
using Plaza.Tests.Support;
using RabbitMQ.Client;

namespace Plaza.Tests.RabbitMQ;

/// <summary>What each test with a broker has: a journal, the publisher's store, a handler, and an exchange and a queue of its own.</summary>
[Trait("Speed", "slow")]
[Collection<Broker>]
public abstract class BrokerTest : IAsyncDisposable
{
    private readonly List<SpaceTestHost> _hosts = [];
    private readonly List<MeterReader> _meters = [];

    private protected BrokerTest(RabbitMQServer server)
    {
        Server = server;
        Proxy = new(server.Port);
        Exchange = server.NewName("exchange");
        Queue = server.NewName("queue");
    }

    protected RabbitMQServer Server { get; }

    protected string Exchange { get; }

    protected string Queue { get; }

    private protected BrokerProxy Proxy { get; }

    private protected ListedJournal Journal { get; } = new();

    private protected InMemoryDeliveryStore Store { get; } = new(TimeProvider.System);

    private protected StoredEffects Effects { get; } = new();

    private protected RecordingLoggerProvider Log { get; } = new();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();

        _meters.ForEach(meters => meters.Dispose());
        Proxy.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<SpaceTestHost> PublishingAsync(Action<RabbitMQOptions>? options = null) =>
        StartAsync(services => services.AddRabbitMQPublisher(), options);

    /// <param name="names">The names of the events; none for <c>tests.rang</c>.</param>
    private protected Task<SpaceTestHost> ConsumingAsync(Action<RabbitMQOptions>? options = null, params string[] names) =>
        StartAsync(services => services.AddSingleton(Effects).AddRabbitMQConsumer<StoredEffects>(Queue, names is [] ? ["tests.rang"] : names), options);

    private protected async Task<SpaceTestHost> StartAsync(Action<IServiceCollection> parts, Action<RabbitMQOptions>? options = null)
    {
        var host = await SpaceTestHost.StartAsync(
            services =>
            {
                services
                    .AddSingleton<ILoggerProvider>(Log)
                    .AddSingleton<IJournal>(Journal)
                    .AddSingleton<IDeliveryStore>(Store)
                    .AddEventTypes(types => types.Add(Json<TestEvent>()).Add(Json<FollowUpEvent>()))
                    .AddRabbitMQ(settings =>
                    {
                        (settings.Uri, settings.Exchange, settings.MaxReconnectDelay) = (Server.Uri, Exchange, TimeSpan.FromSeconds(1));
                        options?.Invoke(settings);
                    });
                parts(services);
            },
            Ct);
        _hosts.Add(host);
        _meters.Add(new(host.Services));
        return host;
    }

    /// <summary>Stops a host before the end of the test.</summary>
    private protected async Task StopAsync(SpaceTestHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    private protected void Add(int count)
    {
        for (var number = 0; number < count; number++)
            Journal.Add(new TestEvent(number));
    }

    private protected Task HandledAsync(int count) => Eventually.TrueAsync(() => Effects.Count >= count, $"{count} entries were handled");

    /// <summary>Waits for that many confirms, those of entries that were published again included.</summary>
    private protected Task ConfirmedAsync(int count) => Eventually.TrueAsync(
        () => _meters.Sum(meters => meters["plaza.rabbitmq.confirmed rabbitmq"]) >= count, $"{count} entries were confirmed");

    private protected Task SavedAsync(long sequence) => Eventually.TrueAsync(
        async () => await Store.GetCursorAsync("rabbitmq", Ct) >= sequence, $"the position is {sequence}");

    /// <summary>
    /// Runs something on a channel of the test's own. What it publishes is confirmed, so that it is in the queues before the channel closes.
    /// </summary>
    private protected async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> run)
    {
        await using var connection = await Server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Ct);
        return await run(channel);
    }

    private protected Task OnChannelAsync(Func<IChannel, Task> run) => OnChannelAsync(async channel =>
    {
        await run(channel);
        return 0;
    });

    /// <summary>Declares the exchange and a queue that receives all of it.</summary>
    private protected Task BindAsync(Dictionary<string, object?>? arguments = null) => OnChannelAsync(async channel =>
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: Ct);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: Ct);
        await channel.QueueBindAsync(Queue, Exchange, "#", cancellationToken: Ct);
    });

    /// <summary>Takes all messages out of the queue.</summary>
    private protected Task<List<BasicGetResult>> TakeAsync() => OnChannelAsync(async channel =>
    {
        var taken = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(Queue, autoAck: true, Ct) is { } one)
            taken.Add(one);

        return taken;
    });

    private static JsonTypeInfo<TEvent> Json<TEvent>() => (JsonTypeInfo<TEvent>)JsonSerializerOptions.Web.GetTypeInfo(typeof(TEvent));
}
