using BenchmarkDotNet.Attributes;
using Plaza.BusBench.Peers;
using Plaza.BusBench.Scenarios;

namespace Plaza.BusBench.BenchmarkDotNet;

/// <summary>Synchronous handlers.</summary>
public class Publishing
{
    private Action<BenchmarkEvent>[] _handlers = [];
    private RunningBus? _bus;
    private Mediator.Mediator? _mediator;
    private MediatR.Mediator? _mediatR;

    [Params(1, 8, 64)]
    public int Handlers { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _handlers = NoOpSubscriber.Calls(Handlers);
        _bus = RunningBus.With(_handlers);
        (_mediator, _mediatR) = (Mediators.CreateMediator(Handlers), Mediators.CreateMediatR(Handlers));
    }

    [Benchmark(Baseline = true)]
    public void BareLoop() => Baselines.Loop(_handlers, BenchmarkEvent.One);

    [Benchmark]
    public int TryAndCatchRoundEach() => Baselines.LoopWithTry(_handlers, BenchmarkEvent.One);

    [Benchmark]
    public int Publisher() => _bus!.Publisher.Publish(BenchmarkEvent.One).Delivered;

    [Benchmark]
    public int Bus() => _bus!.Bus.Publish(BenchmarkEvent.One).Delivered;

    [Benchmark]
    public ValueTask ByMediator() => _mediator!.Publish(BenchmarkEvent.One);

    [Benchmark]
    public Task ByMediatR() => _mediatR!.Publish(BenchmarkEvent.One);
}
