using System.Threading.Channels;
using Plaza.BusBench.Peers;
using Plaza.BusBench.Measuring;
using Plaza.Spaces.Events;

namespace Plaza.BusBench.Scenarios;

/// <summary>From publishing to the end of handling on another thread, against a channel of the same capacity.</summary>
internal static class QueuedScenarios
{
    private const int Capacity = 1_024;

    /// <summary>The publisher publishes continuously, and waits while the queue is full.</summary>
    public static Comparison Steady(Target goal) => Of("queued", goal, int.MaxValue);

    /// <summary>The queue never becomes full: the publisher waits for the handler after each burst.</summary>
    public static Comparison InBursts() => Of("queued, half full at most", null, Capacity / 2);

    /// <summary>
    /// Other libraries in the same bursts, since their queues are unbounded. A slice has eight bursts of 512, because the first
    /// message of a burst waits up to 1 ms for the polling of Rebus.
    /// </summary>
    public static async Task<Comparison> BesidePeersAsync()
    {
        QueuedPeer[] peers = [await QueuedPeer.WolverineAsync(), await QueuedPeer.RebusAsync(), await QueuedPeer.MassTransitAsync()];
        return Of("queued, beside peers", null, Capacity / 2, peers);
    }

    private static Comparison Of(string title, Target? goal, int burst, params QueuedPeer[] peers)
    {
        var (written, awaited, held) = (new HandledCountdown(), new HandledCountdown(), new HandledCountdown());
        var channel = Channel.CreateBounded<BenchmarkEvent>(Capacity);
        _ = Task.Run(() => ReadAsync(channel.Reader, written));
        var (waiting, holding) = (Queue(awaited), Queue(held));

        return new(
            title,
            new("bounded channel (baseline)", InBursts(written, burst, times => WriteAsync(channel.Writer, times).GetAwaiter().GetResult())),
            [
                new("PublishAsync", InBursts(awaited, burst, times => PublishAsync(waiting, times).GetAwaiter().GetResult()), goal),
                new("Publish", InBursts(held, burst, times => Publish(holding, times)), goal),
                .. peers.Select(peer => new Contender(
                    peer.Name, InBursts(peer.Handled, burst, times => PublishAsync(peer, times).GetAwaiter().GetResult()))),
            ])
        {
            IsOnSeveralThreads = true,
            Stretch = peers is [] ? null : 8 * burst,
            End = () => Array.ForEach(peers, peer => peer.Dispose()),
        };
    }

    private static Action<int> InBursts(HandledCountdown handled, int burst, Action<int> publish) => times =>
    {
        for (var left = times; left > 0; left -= burst)
        {
            var count = Math.Min(left, burst);
            handled.Expect(count);
            publish(count);
            handled.Wait();
            if (burst is int.MaxValue)
                return;
        }
    };

    private static IEventPublisher<BenchmarkEvent> Queue(HandledCountdown handled)
    {
        var bus = new RunningBus();
        bus.Bus.Subscribe<BenchmarkEvent>("bench", handled.Handle, Delivery.Queued(Capacity));
        return bus.Publisher;
    }

    private static async Task ReadAsync(ChannelReader<BenchmarkEvent> reader, HandledCountdown handled)
    {
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var passed))
                handled.Handle(passed);
        }
    }

    private static async Task WriteAsync(ChannelWriter<BenchmarkEvent> writer, int times)
    {
        for (var time = 0; time < times; time++)
            await writer.WriteAsync(BenchmarkEvent.One);
    }

    private static async Task PublishAsync(IEventPublisher<BenchmarkEvent> publisher, int times)
    {
        for (var time = 0; time < times; time++)
            await publisher.PublishAsync(BenchmarkEvent.One);
    }

    private static void Publish(IEventPublisher<BenchmarkEvent> publisher, int times)
    {
        for (var time = 0; time < times; time++)
            publisher.Publish(BenchmarkEvent.One);
    }

    private static async Task PublishAsync(QueuedPeer peer, int times)
    {
        for (var time = 0; time < times; time++)
            await peer.PublishAsync();
    }
}
