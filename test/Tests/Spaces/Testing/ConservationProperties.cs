using FsCheck;
using FsCheck.Fluent;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

/// <summary>No event is lost without a report, whatever the queue does when it is full and whatever its capacity.</summary>
public sealed class ConservationProperties
{
    [Fact]
    public void A_queue_that_makes_publishers_wait_refuses_nothing() => Holds(QueueFullMode.Wait, outcome =>
        outcome.Handled == outcome.Published && outcome is { Reported: 0, Rejected: 0 } && outcome.Queued == outcome.Published);

    [Fact]
    public void A_queue_that_rejects_reports_to_publisher_and_bus() => Holds(QueueFullMode.Reject, outcome =>
        outcome.Handled + outcome.Reported == outcome.Published && outcome.Rejected == outcome.Reported && outcome.Queued == outcome.Handled);

    [Fact]
    public void A_queue_that_drops_the_oldest_takes_every_new_one_and_reports_every_old_one() => Holds(QueueFullMode.DropOldest, outcome =>
        outcome.Handled + outcome.Reported == outcome.Published && outcome.Rejected is 0 && outcome.Queued == outcome.Published);

    private static void Holds(QueueFullMode whenFull, Func<DeliveryCounts, bool> property) => Check.QuickThrowOnFailure(Prop.ForAll(
        (from seed in Gen.Choose(0, int.MaxValue - 1)
         from capacity in Gen.Choose(1, 12)
         from publishers in Gen.Choose(1, 4)
         from each in Gen.Choose(0, 12)
         from synchronous in Gen.Elements(true, false)
         select (seed, capacity, publishers, each, synchronous)).ToArbitrary(),
        given =>
        {
            var outcome = PublishAsync(given.seed, Delivery.Queued(given.capacity, whenFull), given.publishers, given.each, given.synchronous).GetAwaiter().GetResult();
            return outcome.InOrder && property(outcome);
        }));

    private static async Task<DeliveryCounts> PublishAsync(int seed, Delivery delivery, int publishers, int each, bool synchronous)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(seed));
        var handled = new List<Ordered>();
        var results = new List<PublishResult>();
        var reported = 0;
        host.Bus.Subscribe<EventRejected>("reports", _ => reported++);
        host.Bus.Subscribe<Ordered>("told", async (ordered, _) =>
        {
            handled.Add(ordered);
            await Task.Yield();
        }, delivery);

        await host.RunAsync(() => Task.WhenAll(Enumerable.Range(0, publishers).Select(async publisher =>
        {
            for (var number = 0; number < each; number++)
            {
                var ordered = new Ordered(number, publisher);
                results.Add(synchronous ? host.Bus.Publish(ordered) : await host.Bus.PublishAsync(ordered));
                await Task.Yield();
            }
        })));

        return new(
            publishers * each, handled.Count, reported, results.Sum(result => result.Queued), results.Sum(result => result.Rejected),
            handled.GroupBy(ordered => ordered.Key).All(of => of.Select(ordered => ordered.Number).SequenceEqual(of.Select(ordered => ordered.Number).Order())));
    }

    private sealed record DeliveryCounts(int Published, int Handled, int Reported, int Queued, int Rejected, bool InOrder);
}
