using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.BusBench.Scenarios;
using Rebus.Activation;
using Rebus.Backoff;
using Rebus.Config;
using Rebus.Transport.InMem;
using Wolverine;

namespace Plaza.BusBench.Peers;

/// <summary>A library with a queue in memory and one handler that is called for one message at a time. Logging is off.</summary>
internal sealed class QueuedPeer(string name, HandledCountdown handled, Func<Task> publish, Action stop) : IDisposable
{
    private const string Queue = "bench";

    public string Name => name;

    /// <summary>Counts the handled messages.</summary>
    public HandledCountdown Handled => handled;

    /// <summary>A local queue, buffered in memory and not durable.</summary>
    public static async Task<QueuedPeer> WolverineAsync()
    {
        var handled = new HandledCountdown();
        PeerMessageHandler.Handled = () => handled.Handle(BenchmarkEvent.One);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseWolverine(options =>
        {
            options.UseRuntimeCompilation();
            options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(PeerMessageHandler));
            options.PublishMessage<PeerMessage>().ToLocalQueue(Queue).BufferedInMemory().Sequential();
        });
        var host = builder.Build();
        await host.StartAsync();
        var bus = host.Services.GetRequiredService<IMessageBus>();
        return new("Wolverine, local queue", handled, () => bus.PublishAsync(PeerMessage.One).AsTask(), () => host.StopAsync().GetAwaiter().GetResult());
    }

    /// <summary>Polls an empty queue every millisecond. With the default, 100 ms and more, the figure would show the polling only.</summary>
    public static async Task<QueuedPeer> RebusAsync()
    {
        var handled = new HandledCountdown();
        var activator = new BuiltinHandlerActivator();
        activator.Handle<PeerMessage>(_ =>
        {
            handled.Handle(BenchmarkEvent.One);
            return Task.CompletedTask;
        });
        var bus = Configure.With(activator)
            .Logging(log => log.None())
            .Transport(transport => transport.UseInMemoryTransport(new InMemNetwork(), Queue))
            .Options(options =>
            {
                options.SetNumberOfWorkers(1);
                options.SetMaxParallelism(1);
                options.SetBackoffTimes(TimeSpan.FromMilliseconds(1));
            })
            .Start();
        await bus.Subscribe<PeerMessage>();
        return new("Rebus, in memory", handled, () => bus.Publish(PeerMessage.One), activator.Dispose);
    }

    /// <summary>The transport in memory, without a container.</summary>
    public static async Task<QueuedPeer> MassTransitAsync()
    {
        var handled = new HandledCountdown();
        var bus = Bus.Factory.CreateUsingInMemory(configuration => configuration.ReceiveEndpoint(Queue, endpoint =>
        {
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.Handler<PeerMessage>(_ =>
            {
                handled.Handle(BenchmarkEvent.One);
                return Task.CompletedTask;
            });
        }));
        await bus.StartAsync();
        return new("MassTransit, in memory", handled, () => bus.Publish(PeerMessage.One), () => bus.StopAsync().GetAwaiter().GetResult());
    }

    public Task PublishAsync() => publish();

    public void Dispose() => stop();
}
