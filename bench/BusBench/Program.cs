using Plaza.BusBench.BenchmarkDotNet;
using Plaza.BusBench.Rows;
using Plaza.BusBench.Slices;

if (args is ["benchmarkdotnet", .. var rest])
{
    Benchmarks.Run(rest);
    return;
}

var rounds = args is [_, var some, ..] ? int.Parse(some, System.Globalization.CultureInfo.InvariantCulture) : 300;
var only = args is [_, _, var word] ? word : "";
var free = new Target(1.5, MayAllocate: true);

(string Name, Func<Comparison> Race)[] races =
[
    ("sync", () => SynchronousRows.Of(1, new(2.5, 20))),
    ("sync", () => SynchronousRows.Of(8, new(1.4))),
    ("sync", () => SynchronousRows.Of(64, new(1.2))),
    ("async", () => AsynchronousRows.Of(1, null)),
    ("async", () => AsynchronousRows.Of(8, new(0.8))),
    ("async", () => AsynchronousRows.Of(64, new(0.8))),
    ("queued", () => QueuedRows.Steady(new(1.5, 200))),
    ("queued", QueuedRows.InBursts),
    ("queued", () => QueuedRows.BesidePeersAsync().GetAwaiter().GetResult()),
    ("weak", () => WeakRows.Of(1, new(1.1))),
    ("weak", () => WeakRows.Of(8, new(1.1))),
    ("weak", () => WeakRows.Of(64, new(1.1))),
    ("durable", () => DurableRows.Of(new(2, 20_000, MayAllocate: true))),
    ("subscribe", () => SubscribingRows.Newest(free)),
    ("subscribe", () => SubscribingRows.Oldest(free)),
];

Table.PrintHead();
foreach (var (_, race) in races.Where(race => race.Name.StartsWith(only, StringComparison.Ordinal)))
    Table.Print(race(), rounds);
