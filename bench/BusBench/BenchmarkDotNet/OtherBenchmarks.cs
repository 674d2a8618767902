using BenchmarkDotNet.Attributes;
using Plaza.BusBench.Scenarios;
using Plaza.BusBench.Measuring;

namespace Plaza.BusBench.BenchmarkDotNet;

/// <summary>The other comparisons, with each contender as a benchmark; the first one is the baseline.</summary>
public class OtherBenchmarks
{
    private const int Times = 4_096;

    private Action<int> _run = _ => { };

    /// <summary>A comparison and the index of a contender, from 0.</summary>
    [Params(
        "queued 0", "queued 1", "queued 2", "weak 0", "weak 1", "subscribing 0", "subscribing 1", "durable 0", "durable 1", "durable 2")]
    public string Runner { get; set; } = "";

    [GlobalSetup]
    public void Start()
    {
        var (name, place) = Runner.Split(' ') is [var race, var number] ? (race, number[0] - '0') : default;
        _run = Of(name).Runners[place].Run;
    }

    [Benchmark(OperationsPerInvoke = Times)]
    public void Run() => _run(Times);

    private static Comparison Of(string name) => name switch
    {
        "queued" => QueuedScenarios.Steady(new(1.5)),
        "weak" => WeakScenarios.Of(8, new(1.1)),
        "subscribing" => SubscribingScenarios.Newest(new(1.5)),
        _ => DurableScenarios.Of(new(2)),
    };
}
