using Plaza.BusBench.Peers;
using Plaza.BusBench.Measuring;

namespace Plaza.BusBench.Scenarios;

/// <summary>Publishing to synchronous handlers, against a loop over them.</summary>
internal static class SynchronousScenarios
{
    public static Comparison Of(int count, Target goal)
    {
        var handlers = NoOpSubscriber.Calls(count);
        var bus = RunningBus.With(handlers);
        var publisher = bus.Publisher;
        var (mediator, mediatR) = (Mediators.CreateMediator(count), Mediators.CreateMediatR(count));
        var several = (Action<BenchmarkEvent>)Delegate.Combine(handlers)!;

        return new(
            $"sync, {count}",
            new("bare loop (baseline)", times =>
            {
                for (var time = 0; time < times; time++)
                    Baselines.Loop(handlers, BenchmarkEvent.One);
            }),
            new("IEventPublisher", times =>
            {
                for (var time = 0; time < times; time++)
                    publisher.Publish(BenchmarkEvent.One);
            }, goal),
            new("IEventBus", times =>
            {
                for (var time = 0; time < times; time++)
                    bus.Bus.Publish(BenchmarkEvent.One);
            }),
            new("C# event", times =>
            {
                for (var time = 0; time < times; time++)
                    several(BenchmarkEvent.One);
            }),
            new("try and catch round each", times =>
            {
                for (var time = 0; time < times; time++)
                    Baselines.LoopWithTry(handlers, BenchmarkEvent.One);
            }),
            new("Mediator", times =>
            {
                for (var time = 0; time < times; time++)
                {
                    var publishing = mediator.Publish(BenchmarkEvent.One);
                    if (!publishing.IsCompletedSuccessfully)
                        throw new NotSupportedException("The handlers of these rows end at once.");
                }
            }),
            new("MediatR", times =>
            {
                for (var time = 0; time < times; time++)
                    mediatR.Publish(BenchmarkEvent.One).GetAwaiter().GetResult();
            }));
    }
}
