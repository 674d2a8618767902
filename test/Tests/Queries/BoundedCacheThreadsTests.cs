using Plaza.Queries.Caching;
using Plaza.Tests.Support;

namespace Plaza.Tests.Queries;

/// <summary>Concurrent reads and invalidations.</summary>
public sealed class BoundedCacheThreadsTests
{
    private const int Keys = 200;
    private const int Changes = 40_000;

    [Fact]
    public async Task A_read_after_an_invalidation_gets_the_change_or_a_later_one()
    {
        using var meter = new CacheMetrics();
        using var watch = new CacheMetricsReader(meter);
        var tables = new int[Keys];
        var published = new int[Keys];
        var cache = new SyncCache(50 * SizedTestEntry.Whole, meter, key => new($"{Volatile.Read(ref tables[key])}"));
        var isOver = false;
        var reading = Enumerable.Range(0, 4).Select(seed => Start(() => Read(RandomFromSeed.Create(seed)))).ToList();

        await Start(() =>
        {
            Change(RandomFromSeed.Create(99));
            return 0L;
        });
        Volatile.Write(ref isOver, true);

        (await Task.WhenAll(reading)).ShouldAllBe(read => read > 0);
        watch.Bytes.ShouldBeInRange(0, 50 * SizedTestEntry.Whole);
        for (var key = 0; key < Keys; key++)
            cache.Get(key)!.Text.ShouldBe($"{tables[key]}");

        cache.InvalidateAll();
        watch.Bytes.ShouldBe(0);

        void Change(Random random)
        {
            for (var change = 1; change <= Changes; change++)
            {
                var key = random.Next(Keys);
                Volatile.Write(ref tables[key], change);
                if (change % 1_000 is 0)
                    cache.InvalidateAll();
                else
                    cache.Invalidate(key);

                Volatile.Write(ref published[key], change);
            }
        }

        long Read(Random random)
        {
            var read = 0L;
            for (; !Volatile.Read(ref isOver) || read is 0; read++)
            {
                var key = random.Next(Keys);
                var atLeast = Volatile.Read(ref published[key]);
                int.Parse(cache.Get(key)!.Text, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(atLeast);
            }

            return read;
        }
    }

    private static Task<long> Start(Func<long> run) =>
        Task.Factory.StartNew(run, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
