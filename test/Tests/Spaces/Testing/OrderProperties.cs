using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

/// <summary>Ordering guarantees for random events under random schedules.</summary>
public sealed class OrderProperties
{
    [Fact]
    public void A_queue_keeps_the_order_of_publishing() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from seed in Seeds from capacity in Gen.Choose(1, 8) from count in Gen.Choose(0, 30) select (seed, capacity, count)).ToArbitrary(),
        given =>
        {
            var published = Enumerable.Range(1, given.count).Select(number => new Ordered(number)).ToList();
            var outcome = Publish(given.seed, published, Delivery.Queued(given.capacity));

            return outcome.Handled.SequenceEqual(published) && outcome.Missing is [];
        }));

    [Fact]
    public void Events_of_one_key_stay_in_order_and_none_is_lost() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from seed in Seeds
         from atOnce in Gen.Choose(1, 4)
         from capacity in Gen.Choose(1, 40)
         from keys in Gen.ListOf(Gen.Choose(0, 3))
         select (seed, atOnce, capacity, keys: keys.ToList())).ToArbitrary(),
        given =>
        {
            var published = given.keys.Select((key, at) => new Ordered(at, key)).ToList();
            var outcome = Publish(given.seed, published, Delivery.Queued(given.capacity).PartitionedBy((Ordered ordered) => ordered.Key, given.atOnce));

            return outcome.Handled.Count == published.Count
                && outcome.Handled.GroupBy(ordered => ordered.Key).All(key => key.SequenceEqual(published.Where(ordered => ordered.Key == key.Key)));
        }));

    [Fact]
    public void Events_out_of_order_within_the_window_are_handled_in_order() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from seed in Seeds
         from window in Gen.Choose(1, 8)
         from late in Gen.ListOf(Gen.Choose(0, 9))
         select (seed, window, late: late.ToList())).ToArbitrary(),
        given =>
        {
            // Each event is preceded by at most as many later ones as the window is wide.
            var published = given.late
                .Select((late, at) => (Number: at + 1, Comes: at + late % (given.window + 2)))
                .OrderBy(one => one.Comes)
                .Select(one => new Ordered(one.Number))
                .ToList();
            var outcome = Publish(given.seed, published, Reordered(given.window));

            return outcome.Handled.Select(ordered => ordered.Number).SequenceEqual(Enumerable.Range(1, published.Count)) && outcome.Missing is [];
        }));

    [Fact]
    public void Any_numbers_are_handled_in_order_and_gaps_are_reported() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from seed in Seeds
         from window in Gen.Choose(1, 5)
         from numbers in Gen.ListOf(Gen.Choose(-2, 25))
         select (seed, window, numbers: numbers.ToList())).ToArbitrary(),
        given =>
        {
            var outcome = Publish(given.seed, [.. given.numbers.Select(number => new Ordered(number))], Reordered(given.window));
            var handled = outcome.Handled.Select(ordered => ordered.Number).ToList();
            var late = outcome.Missing.Where(missing => missing.IsLate).Select(missing => Number(missing.From)).ToList();
            var gaps = outcome.Missing.Where(missing => !missing.IsLate)
                .SelectMany(missing => Enumerable.Range(Number(missing.From), Number(missing.To) - Number(missing.From) + 1));

            return handled.SequenceEqual(handled.Order().Distinct())
                && handled.Concat(late).Order().SequenceEqual(given.numbers.Order())
                && handled.Concat(gaps).Order().SequenceEqual(Enumerable.Range(1, handled.DefaultIfEmpty(0).Last()));
        }));

    private static Gen<int> Seeds => Gen.Choose(0, int.MaxValue - 1);

    private static Delivery<Ordered> Reordered(int window) =>
        Delivery.Queued(100).Resequenced((Ordered ordered) => ordered.Number, window, timeout: TimeSpan.FromSeconds(10));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static (List<Ordered> Handled, List<SequenceGapDetected> Missing) Publish(int seed, IReadOnlyList<Ordered> published, Delivery<Ordered> delivery)
    {
        var handled = new List<Ordered>();
        var missing = new List<SequenceGapDetected>();
        TellAsync().GetAwaiter().GetResult();
        return (handled, missing);

        async Task TellAsync()
        {
            await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(seed));
            host.Bus.Subscribe<SequenceGapDetected>("missing", missing.Add);
            host.Bus.Subscribe("told", async (Ordered ordered, CancellationToken _) =>
            {
                await Task.Yield();
                handled.Add(ordered);
                await Task.Yield();
            }, delivery);
            await host.RunAsync(async () =>
            {
                foreach (var ordered in published)
                    await host.Bus.PublishAsync(ordered);
            });
        }
    }
}
