using BenchmarkDotNet.Attributes;
using Plaza.BusBench.Rows;

namespace Plaza.BusBench.BenchmarkDotNet;

/// <summary>Synchronous handlers.</summary>
public class Publishing
{
    private Action<Passed>[] _handlers = [];
    private RunningBus? _bus;

    [Params(1, 8, 64)]
    public int Handlers { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _handlers = Ear.Calls(Handlers);
        _bus = RunningBus.With(_handlers);
    }

    [Benchmark(Baseline = true)]
    public void BareLoop() => Floors.Loop(_handlers, Passed.One);

    [Benchmark]
    public int TryAndCatchRoundEach() => Floors.LoopWithTry(_handlers, Passed.One);

    [Benchmark]
    public int Publisher() => _bus!.Publisher.Publish(Passed.One).Delivered;

    [Benchmark]
    public int Bus() => _bus!.Bus.Publish(Passed.One).Delivered;
}
