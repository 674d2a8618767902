using Plaza.BusBench.Peers;
using Plaza.BusBench.Measuring;

namespace Plaza.BusBench.Scenarios;

/// <summary>Publishing to asynchronous handlers that complete at once, against <c>foreach</c> with <c>await</c>.</summary>
internal static class AsynchronousScenarios
{
    public static Comparison Of(int count, Target? goal)
    {
        var handlers = NoOpSubscriber.Begins(count);
        var bus = RunningBus.With(handlers);
        var (mediator, mediatR) = (Mediators.CreateMediator(count), Mediators.CreateMediatR(count));

        return new(
            $"async, {count}",
            new("foreach await (baseline)", times => BaselineAsync(handlers, times).GetAwaiter().GetResult()),
            new("IEventPublisher", times => PublisherAsync(bus, times).GetAwaiter().GetResult(), goal),
            new("loop that does not await what has ended", times => LookAsync(handlers, times).GetAwaiter().GetResult()),
            new("IEventBus", times => BusAsync(bus, times).GetAwaiter().GetResult()),
            new("Mediator", times => MediatorAsync(mediator, times).GetAwaiter().GetResult()),
            new("MediatR", times => MediatRAsync(mediatR, times).GetAwaiter().GetResult()));
    }

    private static async Task BaselineAsync(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers, int times)
    {
        for (var time = 0; time < times; time++)
            await Baselines.LoopAsync(handlers, BenchmarkEvent.One, CancellationToken.None);
    }

    private static async Task LookAsync(Func<BenchmarkEvent, CancellationToken, ValueTask>[] handlers, int times)
    {
        for (var time = 0; time < times; time++)
            await Baselines.LoopWithCompletionCheck(handlers, BenchmarkEvent.One, CancellationToken.None);
    }

    private static async Task PublisherAsync(RunningBus bus, int times)
    {
        var publisher = bus.Publisher;
        for (var time = 0; time < times; time++)
            await publisher.PublishAsync(BenchmarkEvent.One);
    }

    private static async Task BusAsync(RunningBus bus, int times)
    {
        for (var time = 0; time < times; time++)
            await bus.Bus.PublishAsync(BenchmarkEvent.One);
    }

    private static async Task MediatorAsync(Mediator.Mediator mediator, int times)
    {
        for (var time = 0; time < times; time++)
            await mediator.Publish(BenchmarkEvent.One);
    }

    private static async Task MediatRAsync(MediatR.Mediator mediatR, int times)
    {
        for (var time = 0; time < times; time++)
            await mediatR.Publish(BenchmarkEvent.One);
    }
}
