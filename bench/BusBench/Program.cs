using Plaza.BusBench.BenchmarkDotNet;
using Plaza.BusBench.Scenarios;
using Plaza.BusBench.Measuring;

if (args is ["benchmarkdotnet", .. var rest])
{
    Benchmarks.Run(rest);
    return;
}

var rounds = args is [_, var some, ..] ? int.Parse(some, System.Globalization.CultureInfo.InvariantCulture) : 300;
var only = args is [_, _, var word] ? word : "";
var broker = Environment.GetEnvironmentVariable("BUS_BENCH_BROKER");
var free = new Target(1.5, MayAllocate: true);

(string Name, Func<Comparison> Race)[] races =
[
    ("sync", () => SynchronousScenarios.Of(1, new(2.5, 20))),
    ("sync", () => SynchronousScenarios.Of(8, new(1.4))),
    ("sync", () => SynchronousScenarios.Of(64, new(1.2))),
    ("async", () => AsynchronousScenarios.Of(1, null)),
    ("async", () => AsynchronousScenarios.Of(8, new(0.8))),
    ("async", () => AsynchronousScenarios.Of(64, new(0.8))),
    ("queued", () => QueuedScenarios.Steady(new(1.5, 200))),
    ("queued", QueuedScenarios.InBursts),
    ("queued", () => QueuedScenarios.BesidePeersAsync().GetAwaiter().GetResult()),
    ("weak", () => WeakScenarios.Of(1, new(1.1))),
    ("weak", () => WeakScenarios.Of(8, new(1.1))),
    ("weak", () => WeakScenarios.Of(64, new(1.1))),
    ("durable", () => DurableScenarios.Of(new(2, 20_000, MayAllocate: true))),
    ("subscribe", () => SubscribingScenarios.Newest(free)),
    ("subscribe", () => SubscribingScenarios.Oldest(free)),
    .. broker is null ? [] : new (string, Func<Comparison>)[] { ("rabbitmq", () => RabbitMQScenarios.Of(new(broker), new(1 / 0.85, MayAllocate: true))) },
];

Table.PrintHead();
foreach (var (_, race) in races.Where(race => race.Name.StartsWith(only, StringComparison.Ordinal)))
    Table.Print(race(), rounds);
