using System.Collections.Concurrent;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

/// <summary>Many threads, with pauses and disposed subscriptions in between: no event is lost, and order is kept.</summary>
[Trait("Speed", "slow")]
public sealed class QueueStressTests
{
    private const int Publishers = 8;
    private const int Each = 50_000;

    [EventName("tests.ticked")]
    internal readonly record struct Ticked(int Publisher, int Number) : IEvent;

    [Theory]
    [InlineData("plain")]
    [InlineData("keyed")]
    [InlineData("concurrent")]
    [InlineData("keyed, later")]
    public async Task Nothing_is_lost_and_the_order_of_each_publisher_is_kept(string way)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var (last, handled, outOfOrder) = (new int[Publishers], new int[Publishers], 0);
        var subscription = host.Bus.Subscribe<Ticked>("counter", (ticked, _) =>
        {
            if (Interlocked.Exchange(ref last[ticked.Publisher], ticked.Number) >= ticked.Number)
                Interlocked.Increment(ref outOfOrder);

            Interlocked.Increment(ref handled[ticked.Publisher]);
            return way.EndsWith("later", StringComparison.Ordinal) && ticked.Number % 1_000 is 0 ? YieldAsync() : default;
        }, way[..5] switch
        {
            "keyed" => Delivery.Queued(512).PartitionedBy((Ticked ticked) => ticked.Publisher),
            "plain" => Delivery.Queued(512),
            _ => Delivery.Concurrent(4, 512),
        });
        var publishing = Publish(host);
        while (!publishing.IsCompleted)
        {
            subscription.Pause();
            await Task.Yield();
            subscription.Resume();
            await Task.WhenAny(publishing, Task.Delay(5));
        }

        await publishing;
        await host.WaitForIdleAsync();

        handled.ShouldAllBe(count => count == Each);
        (subscription.HandledCount, subscription.QueueLength, subscription.RejectedCount, subscription.FaultedCount).ShouldBe((Publishers * Each, 0, 0, 0));
        if (way is not "concurrent")
            outOfOrder.ShouldBe(0);
    }

    [Fact]
    public async Task While_subscriptions_are_added_and_disposed_each_event_is_handled_or_rejected_and_nothing_stays_in_flight()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var (handled, left) = (0L, new ConcurrentBag<Subscription>());
        var stays = host.Bus.Subscribe<Ticked>("stays", _ => Interlocked.Increment(ref handled), Delivery.Queued(512));
        var publishing = Publish(host, 10_000);
        while (!publishing.IsCompleted)
        {
            var guest = host.Bus.Subscribe<Ticked>("guest", _ => { }, Delivery.Queued(16, QueueFullMode.DropOldest).PartitionedBy((Ticked ticked) => ticked.Publisher));
            using var inline = host.Bus.Subscribe<Ticked>("inline", _ => { });
            await Task.WhenAny(publishing, Task.Delay(2));
            guest.Dispose();
            left.Add(guest);
        }

        var queued = (await publishing).Sum(result => (long)result.Queued);
        await host.WaitForIdleAsync();

        // A dropped event was queued first; so the number of queued events is the sum of handled, dropped and rejected ones.
        (stays.HandledCount, handled).ShouldBe((Publishers * 10_000, Publishers * 10_000));
        var guests = queued - stays.HandledCount;
        left.Sum(guest => guest.HandledCount).ShouldBeLessThanOrEqualTo(guests);
        left.Sum(guest => guest.HandledCount + guest.RejectedCount).ShouldBeGreaterThanOrEqualTo(guests);
        left.ShouldAllBe(guest => guest.QueueLength == 0);
    }

    private static Task<PublishResult[]> Publish(SpaceTestHost host, int each = Each) =>
        Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(() =>
        {
            var sum = default(PublishResult);
            for (var number = 1; number <= each; number++)
                sum = sum with { Queued = sum.Queued + host.Bus.Publish(new Ticked(publisher, number)).Queued };

            return sum;
        })));

    private static async ValueTask YieldAsync() => await Task.Yield();
}
