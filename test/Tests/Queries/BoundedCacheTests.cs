using Plaza.Queries.Caching;

namespace Plaza.Tests.Queries;

/// <summary>
/// Which values stay cached, which are evicted, and which must never be stored. Runs alone, since one test measures the memory of the whole process.
/// </summary>
[Collection(nameof(BoundedCacheTests))]
[CollectionDefinition(nameof(BoundedCacheTests), DisableParallelization = true)]
public sealed class BoundedCacheTests : IDisposable
{
    private readonly CacheMetrics _meter = new();
    private readonly HashSet<int> _missing = [];
    private readonly List<int> _read = [];
    private readonly CacheMetricsReader _watch;
    private Action<int> _whileReading = _ => { };
    private int _version;

    public BoundedCacheTests() => _watch = new(_meter);

    public void Dispose()
    {
        _watch.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void The_size_limit_holds_whatever_the_number_of_requests()
    {
        var cache = Make(notes: 10);

        for (var key = 0; key < 5_000; key++)
        {
            cache.Get(key);
            _watch.Bytes.ShouldBeLessThanOrEqualTo(10 * SizedTestEntry.Whole);
        }

        _watch.Bytes.ShouldBe(10 * SizedTestEntry.Whole);
    }

    [Fact]
    public void Used_entries_stay_while_others_are_evicted()
    {
        var cache = Make(notes: 10);

        for (var key = 1; key < 1_000; key++)
        {
            cache.Get(0);
            cache.Get(key);
        }

        _read.Count(key => key is 0).ShouldBe(1);
    }

    [Fact]
    public void Entries_used_long_ago_are_evicted_eventually()
    {
        var cache = Make(notes: 3);
        cache.Get(0);
        cache.Get(0);

        for (var key = 1; key < 20; key++)
            cache.Get(key);

        cache.Get(0);
        _read.Count(key => key is 0).ShouldBe(2);
    }

    [Fact]
    public void A_value_larger_than_the_limit_evicts_no_other()
    {
        var cache = new SyncCache(3 * SizedTestEntry.Whole, _meter, key => new($"{key}", key is 9 ? 100_000 : 840));
        cache.Get(1);
        cache.Get(2);

        cache.Get(9)!.Text.ShouldBe("9");

        _watch.Bytes.ShouldBe(2 * SizedTestEntry.Whole);
        _watch.Evictions.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_value_invalidated_during_its_load_is_not_stored(bool isAll)
    {
        var cache = Make();
        _whileReading = key =>
        {
            if (isAll)
                cache.InvalidateAll();
            else
                cache.Invalidate(key);
        };
        cache.Get(1)!.Text.ShouldBe("1, version 1");
        _watch.Bytes.ShouldBe(0);
        _whileReading = _ => { };

        cache.Get(1)!.Text.ShouldBe("1, version 2");
        cache.Get(1)!.Text.ShouldBe("1, version 2");
    }

    [Fact]
    public void Invalidating_one_leaves_the_others()
    {
        var cache = Make();
        cache.Get(1);
        cache.Get(2);

        cache.Invalidate(1);

        cache.Get(2);
        _read.ShouldBe([1, 2]);
        _watch.Bytes.ShouldBe(SizedTestEntry.Whole);
    }

    [Fact]
    public void A_miss_is_cached_until_it_is_invalidated()
    {
        var cache = Make();
        _missing.Add(1);
        cache.Get(1).ShouldBeNull();
        cache.Get(1).ShouldBeNull();
        _read.ShouldBe([1]);
        _watch.Bytes.ShouldBeGreaterThan(0);

        _missing.Clear();
        cache.Get(1).ShouldBeNull();
        cache.Invalidate(1);

        cache.Get(1).ShouldNotBeNull();
    }

    [Fact]
    public void Cached_misses_count_towards_the_size_limit()
    {
        var cache = new SyncCache(10 * SizedTestEntry.Whole, _meter, _ => null);

        for (var key = 0; key < 10_000; key++)
            cache.Get(key);

        _watch.Bytes.ShouldBeInRange(9 * SizedTestEntry.Whole, 10 * SizedTestEntry.Whole);
    }

    [Fact]
    public void A_failed_load_is_not_stored()
    {
        var cache = Make();
        _whileReading = _ => throw new IOException("The disk is away.");
        Should.Throw<IOException>(() => cache.Get(1));
        _whileReading = _ => { };

        cache.Get(1).ShouldNotBeNull();
        _watch.Bytes.ShouldBe(SizedTestEntry.Whole);
    }

    [Fact]
    public void The_counters_and_the_bytes_are_exact()
    {
        var cache = Make(notes: 2);

        cache.Get(1);
        cache.Get(1);
        cache.Get(2);
        cache.Get(3);
        cache.Get(1);

        (_watch.Misses, _watch.Hits, _watch.Evictions).ShouldBe((3, 2, 1));
        (_watch.Bytes, _watch.Budget).ShouldBe((2 * SizedTestEntry.Whole, 2 * SizedTestEntry.Whole));

        cache.Invalidate(1);
        _watch.Bytes.ShouldBe(SizedTestEntry.Whole);
        cache.InvalidateAll();
        _watch.Bytes.ShouldBe(0);
        _watch.Evictions.ShouldBe(1);
    }

    [Fact]
    public void Invalidating_the_same_again_and_again_takes_no_more_memory()
    {
        var cache = Make();
        for (var other = 1; other < 100; other++)
            cache.Get(other);

        Change(100_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Change(1_000_000);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8 << 20, "a million places in line would take 16 MB at the least");
        _watch.Bytes.ShouldBe(100 * SizedTestEntry.Whole);

        void Change(int times)
        {
            for (var time = 0; time < times; time++)
            {
                cache.Invalidate(0);
                cache.Get(0);
                _read.Clear();
            }
        }
    }

    [Fact]
    public void Invalidated_values_can_be_collected()
    {
        var cache = Make();
        var invalidated = Invalidate();

        GC.Collect();
        invalidated.TryGetTarget(out _).ShouldBeFalse();
        cache.Get(2).ShouldNotBeNull();

        WeakReference<SizedTestEntry> Invalidate()
        {
            var note = new WeakReference<SizedTestEntry>(cache.Get(1)!);
            cache.Invalidate(1);
            return note;
        }
    }

    [Fact]
    public void Matching_values_and_loads_in_flight_are_invalidated()
    {
        var cache = MakeBounded();
        cache.Store(1, new("odd"), cache.GetVersion(1));
        cache.Store(2, new("even"), cache.GetVersion(2));
        var version = cache.GetVersion(3);

        cache.InvalidateWhere(note => note.Text is "odd");
        cache.Store(3, new("from before"), version);

        (cache.TryGet(1, out _), cache.TryGet(2, out _), cache.TryGet(3, out _)).ShouldBe((false, true, false));
    }

    [Fact]
    public void An_outdated_value_counts_as_a_miss_until_it_is_replaced()
    {
        var cache = MakeBounded();
        cache.Store(1, new("old"), cache.GetVersion(1));

        cache.Find(1, note => note.Text is "new").ShouldBeNull();
        cache.Store(1, new("new"), cache.GetVersion(1));

        cache.Find(1, note => note.Text is "new").ShouldNotBeNull();
        (_watch.Misses, _watch.Hits, _watch.Bytes).ShouldBe((1, 1, SizedTestEntry.Whole));
    }

    private BoundedCache<int, SizedTestEntry> MakeBounded() => new("notes", 1_000 * SizedTestEntry.Whole, _meter);

    private SyncCache Make(int notes = 1_000) => new(notes * SizedTestEntry.Whole, _meter, Read);

    private SizedTestEntry? Read(int key)
    {
        _read.Add(key);
        var version = ++_version;
        var isMissing = _missing.Contains(key);
        _whileReading(key);
        return isMissing ? null : new($"{key}, version {version}");
    }
}
