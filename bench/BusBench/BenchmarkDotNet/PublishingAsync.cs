using BenchmarkDotNet.Attributes;
using Plaza.BusBench.Peers;
using Plaza.BusBench.Scenarios;

namespace Plaza.BusBench.BenchmarkDotNet;

/// <summary>Asynchronous handlers that complete at once.</summary>
public class PublishingAsync
{
    private Func<BenchmarkEvent, CancellationToken, ValueTask>[] _handlers = [];
    private RunningBus? _bus;
    private Mediator.Mediator? _mediator;
    private MediatR.Mediator? _mediatR;

    [Params(1, 8, 64)]
    public int Handlers { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _handlers = NoOpSubscriber.Begins(Handlers);
        _bus = RunningBus.With(_handlers);
        (_mediator, _mediatR) = (Mediators.CreateMediator(Handlers), Mediators.CreateMediatR(Handlers));
    }

    [Benchmark(Baseline = true)]
    public ValueTask ForeachAwait() => Baselines.LoopAsync(_handlers, BenchmarkEvent.One, CancellationToken.None);

    [Benchmark]
    public async ValueTask<int> Publisher() => (await _bus!.Publisher.PublishAsync(BenchmarkEvent.One)).Delivered;

    [Benchmark]
    public ValueTask ByMediator() => _mediator!.Publish(BenchmarkEvent.One);

    [Benchmark]
    public Task ByMediatR() => _mediatR!.Publish(BenchmarkEvent.One);
}
