using Plaza.BusBench.Measuring;
using Plaza.Spaces.Events;

namespace Plaza.BusBench.Scenarios;

/// <summary>Subscribing and disposing among many subscriptions, against the same among few.</summary>
internal static class SubscribingScenarios
{
    private const int Few = 10;
    private const int Many = 10_000;

    public static Comparison Newest(Target goal) => new(
        "subscribe and leave", new Contender($"among {Few} (baseline)", NewestAmong(Few)), new Contender($"among {Many}", NewestAmong(Many), goal));

    public static Comparison Oldest(Target goal) => new(
        "subscribe, and the oldest leaves", new Contender($"among {Few} (baseline)", OldestAmong(Few)), new Contender($"among {Many}", OldestAmong(Many), goal));

    private static Action<int> NewestAmong(int present)
    {
        var bus = RunningBus.With(NoOpSubscriber.Calls(present)).Bus;
        var call = NoOpSubscriber.Calls(1)[0];
        return times =>
        {
            for (var time = 0; time < times; time++)
                bus.Subscribe("bench", call).Dispose();
        };
    }

    private static Action<int> OldestAmong(int present)
    {
        var bus = new RunningBus().Bus;
        var call = NoOpSubscriber.Calls(1)[0];
        var standing = new Queue<Subscription>(Enumerable.Range(0, present).Select(_ => bus.Subscribe("bench", call)));
        return times =>
        {
            for (var time = 0; time < times; time++)
            {
                standing.Enqueue(bus.Subscribe("bench", call));
                standing.Dequeue().Dispose();
            }
        };
    }
}
