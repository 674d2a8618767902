using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.FaultInjection;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

/// <summary>Sixteen publishers, every mode of delivery, handlers that throw, delay and hang: no event is lost without a report.</summary>
[Trait("Speed", "slow")]
public sealed class StressTests
{
    private const int Publishers = 16;
    private const int Each = 12;

    private static readonly (string Name, Delivery<Ordered> Delivery, bool Parks)[] Modes =
    [
        ("inline", Delivery.Inline, false),
        ("inline retried", Delivery.Inline.Retry(2), true),
        ("concurrent", Delivery.Concurrent(3, capacity: 4), false),
        ("concurrent limited", Delivery.Concurrent(4).Timeout(TimeSpan.FromSeconds(3)), false),
        ("waiting", Delivery.Queued(2), false),
        ("dropping", Delivery.Queued(3, QueueFullMode.DropOldest), false),
        ("refusing", Delivery.Queued(5, QueueFullMode.Reject).Retry(1), true),
        ("keyed", Delivery.Queued(10, QueueFullMode.Wait).Retry(1).PartitionedBy((Ordered ordered) => ordered.Key, maxConcurrency: 2), true),
        ("broken", Delivery.Queued(20, QueueFullMode.Reject).CircuitBreaker(minimumThroughput: 3), true),
    ];

    [Fact]
    public async Task Every_event_is_delivered_rejected_faulted_or_dead_lettered_for_every_subscription() =>
        (await ScheduleExplorer.ExploreAsync(async schedule => await RunAsync(schedule), count: 12, cancellationToken: TestContext.Current.CancellationToken)).ThrowIfFailed();

    [Fact, Trait("Speed", "longest")]
    public async Task Nor_does_one_go_missing_in_a_hundred_schedules_more() =>
        (await ScheduleExplorer.ExploreAsync(async schedule => await RunAsync(schedule), count: 100, firstSeed: 1_000, TestContext.Current.CancellationToken)).ThrowIfFailed();

    [Fact]
    public async Task Many_publishers_run_in_the_same_order_with_the_same_seed() =>
        (await RunAsync(new TestSchedule(42))).ShouldBe(await RunAsync(new TestSchedule(42)));

    private static async Task<IReadOnlyList<string>> RunAsync(TestSchedule schedule)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, schedule);
        var delivered = new List<(string Handler, int Number)>();
        var rejected = new List<string>();
        var faulted = new List<string>();
        host.Bus.Subscribe<EventRejected>("books", rejection => rejected.Add(rejection.Handler));
        host.Bus.Subscribe<HandlerFaulted>("books", fault => faulted.AddRange(fault.WillRetry ? [] : [fault.Handler]));
        host.Bus.Subscribe<Ordered>("synchronous", ordered => delivered.Add(("synchronous", ordered.Number)));
        foreach (var (name, delivery, _) in Modes)
        {
            host.Bus.Subscribe(name, async (Ordered ordered, CancellationToken _) =>
            {
                await Task.Yield();
                delivered.Add((name, ordered.Number));
            }, delivery);
        }

        host.Faults.Throw<Ordered>(when: FaultTrigger.WithProbability(0.15));
        host.Faults.Delay<Ordered>(TimeSpan.FromSeconds(1), when: FaultTrigger.WithProbability(0.1));
        host.Faults.Hang<Ordered>("concurrent limited", FaultTrigger.WithProbability(0.05));
        host.Faults.Hang<Ordered>("waiting", FaultTrigger.EveryNth(50));

        await host.RunAsync(() => Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => PublishAsync(host, publisher))));

        var deadLetters = host.Services.GetRequiredService<DeadLetterQueue>().All;
        foreach (var (name, _, parks) in Modes.Append(("synchronous", Delivery.Inline, false)))
        {
            var numbers = delivered.Where(one => one.Handler == name).Select(one => one.Number).ToList();
            numbers.ShouldBeUnique();
            var stored = deadLetters.Where(one => one.Subscription.Name == name).Select(one => ((Ordered)one.Event).Number).ToList();
            stored.ShouldBeUnique();
            stored.Intersect(numbers).ShouldBeEmpty();
            var lost = parks ? 0 : faulted.Count(handler => handler == name);
            (numbers.Count + rejected.Count(handler => handler == name) + stored.Count + lost).ShouldBe(Publishers * Each, name);
        }

        faulted.Count.ShouldBeGreaterThan(0);
        rejected.ShouldContain("refusing");
        return host.Trace;
    }

    private static async Task PublishAsync(SpaceTestHost host, int publisher)
    {
        for (var number = 0; number < Each; number++)
        {
            var ordered = new Ordered(publisher * Each + number, Key: number % 5);
            if (publisher % 2 is 0)
                host.Bus.Publish(ordered);
            else
                await host.Bus.PublishAsync(ordered);

            await Task.Yield();
        }
    }
}
