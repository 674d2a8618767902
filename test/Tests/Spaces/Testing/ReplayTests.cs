using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.FaultInjection;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_seed_gives_the_same_order_every_time_with_faults_jitter_and_a_breaker_too()
    {
        foreach (var seed in Enumerable.Range(1, 50))
        {
            var first = await RunAsync(seed);

            first.Count.ShouldBeGreaterThan(80);
            (await RunAsync(seed)).ShouldBe(first);
        }
    }

    [Fact]
    public async Task Other_seeds_give_other_orders()
    {
        var orders = new HashSet<string>();
        foreach (var seed in Enumerable.Range(1, 50))
            orders.Add(string.Join('\n', await RunAsync(seed)));

        orders.Count.ShouldBe(50);
    }

    [Fact]
    public async Task The_trace_lists_the_starts_and_ends_of_handlers()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(1));
        host.Bus.Subscribe<Ordered>("pack", async (_, ct) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), host.Clock, ct);
            await host.Bus.PublishAsync(new Packed(), cancellationToken: ct);
        }, Delivery.Queued(10));
        host.Bus.Subscribe<Packed>("send", _ => throw new FormatException());

        await host.PublishAsync(new Ordered());

        host.Trace.ShouldBe(
        [
            "pack #1 begins tests.ordered",
            "00:00:02 pass",
            "send #1 begins tests.packed",
            "send #1 ends with FormatException",
            "pack #1 ends",
        ]);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(int seed)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(seed));
        host.Faults.Throw<Ordered>("pack", FaultTrigger.WithProbability(0.3));
        host.Faults.Delay<Packed>(TimeSpan.FromSeconds(1), "send", FaultTrigger.EveryNth(3));
        host.Bus.Subscribe<Ordered>("pack", async (ordered, ct) =>
        {
            await Task.Yield();
            await host.Bus.PublishAsync(new Packed(ordered.Number), cancellationToken: ct);
        }, Delivery.Queued(100).Retry(2).PartitionedBy((Ordered ordered) => ordered.Key));
        host.Bus.Subscribe<Ordered>("note", async (_, _) => await Task.Yield(), Delivery.Concurrent(3).CircuitBreaker(minimumThroughput: 2));
        host.Bus.Subscribe<Packed>("send", async (_, _) => await Task.Yield(), Delivery.Concurrent(2).Timeout(TimeSpan.FromSeconds(10)));
        host.Faults.Throw<Ordered>("note", FaultTrigger.WithProbability(0.4));

        await host.RunAsync(() => Task.WhenAll(Enumerable.Range(1, 20).Select(number => host.Bus.PublishAsync(new Ordered(number, number % 3)).AsTask())));
        return host.Trace;
    }
}
