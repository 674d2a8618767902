using Plaza.Queries.Caching;


namespace Plaza.Tests.Queries;

/// <summary>What stays in memory, what goes, and what must never be kept.</summary>
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
    public void However_many_are_asked_for_the_budget_is_kept()
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
    public void What_is_used_stays_while_others_come_and_go()
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
    public void What_was_used_long_ago_goes_at_last()
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
    public void What_is_larger_than_the_budget_drives_nobody_out()
    {
        var cache = new LoadingCache(3 * SizedTestEntry.Whole, _meter, key => new($"{key}", key is 9 ? 100_000 : 840));
        cache.Get(1);
        cache.Get(2);

        cache.Get(9)!.Text.ShouldBe("9");

        _watch.Bytes.ShouldBe(2 * SizedTestEntry.Whole);
        _watch.Evictions.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_invalidated_while_it_is_loaded_is_not_stored(bool isAll)
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
    public void What_is_read_before_a_change_and_kept_by_another_after_it_is_read_anew()
    {
        var cache = Make();
        _whileReading = key =>
        {
            _whileReading = _ => { };
            cache.Get(key);
            cache.Invalidate(key);
        };

        cache.Get(1);

        cache.Get(1)!.Text.ShouldBe("1, version 3");
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
    public void What_does_not_exist_keeps_to_the_budget_too()
    {
        var cache = new LoadingCache(10 * SizedTestEntry.Whole, _meter, _ => null);

        for (var key = 0; key < 10_000; key++)
            cache.Get(key);

        _watch.Bytes.ShouldBeInRange(9 * SizedTestEntry.Whole, 10 * SizedTestEntry.Whole);
    }

    [Fact]
    public void What_could_not_be_read_is_not_kept()
    {
        var cache = Make();
        _whileReading = _ => throw new IOException("The disk is away.");
        Should.Throw<IOException>(() => cache.Get(1));
        _whileReading = _ => { };

        cache.Get(1).ShouldNotBeNull();
        _watch.Bytes.ShouldBe(SizedTestEntry.Whole);
    }

    [Fact]
    public void The_counters_and_the_bytes_tell_the_truth()
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
    public void What_is_invalidated_can_be_collected()
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
    public void What_matches_is_invalidated_and_so_is_what_is_being_loaded()
    {
        var cache = Make();
        cache.Get(1);
        cache.Get(2);
        var version = cache.Cache.GetVersion(3);

        cache.Cache.InvalidateWhere(note => note.Text.StartsWith("1,", StringComparison.Ordinal));
        cache.Cache.Store(3, new("3, from before"), version);

        cache.Get(1)!.Text.ShouldBe("1, version 3");
        cache.Get(2)!.Text.ShouldBe("2, version 2");
        cache.Get(3)!.Text.ShouldBe("3, version 4");
    }

    [Fact]
    public void What_is_not_current_counts_as_a_miss_until_it_is_replaced()
    {
        var cache = Make();
        cache.Get(1);

        cache.Cache.Find(1, note => note.Text is "new").ShouldBeNull();
        cache.Cache.Store(1, new("new"), cache.Cache.GetVersion(1));

        cache.Cache.Find(1, note => note.Text is "new").ShouldNotBeNull();
        (_watch.Misses, _watch.Hits, _watch.Bytes).ShouldBe((2, 1, SizedTestEntry.Whole));
    }

    private LoadingCache Make(int notes = 1_000) => new(notes * SizedTestEntry.Whole, _meter, Read);

    private SizedTestEntry? Read(int key)
    {
        _read.Add(key);
        var version = ++_version;
        var isMissing = _missing.Contains(key);
        _whileReading(key);
        return isMissing ? null : new($"{key}, version {version}");
    }
}
