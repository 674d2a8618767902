using Plaza.BusBench.Measuring;

namespace Plaza.BusBench.Scenarios;

/// <summary>Weak handlers, against handlers with strong references: the same call of <c>handler(target, event)</c>.</summary>
internal static class WeakScenarios
{
    public static Comparison Of(int count, Target goal)
    {
        var (strong, weak) = (new RunningBus(), new RunningBus());
        NoOpSubscriber[] subscribers = [.. Enumerable.Range(0, count).Select(_ => new NoOpSubscriber())];
        for (var number = 0; number < count; number++)
        {
            strong.Bus.Subscribe<BenchmarkEvent>("bench", new Bound(subscribers[number], NoOpSubscriber.Bound(number)).Call);
            weak.Bus.SubscribeWeak("bench", subscribers[number], NoOpSubscriber.Bound(number));
        }

        return new(
            $"weak, {count}",
            new Contender("strong (baseline)", times =>
            {
                for (var time = 0; time < times; time++)
                    strong.Publisher.Publish(BenchmarkEvent.One);
            }),
            new Contender("weak", times =>
            {
                for (var time = 0; time < times; time++)
                    weak.Publisher.Publish(BenchmarkEvent.One);

                GC.KeepAlive(subscribers);
            }, goal));
    }

    private sealed class Bound(NoOpSubscriber subscriber, Action<NoOpSubscriber, BenchmarkEvent> handler)
    {
        public void Call(BenchmarkEvent passed) => handler(subscriber, passed);
    }
}
