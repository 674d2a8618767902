using Plaza.Queries.Caching;


namespace Plaza.Tests.Queries;

/// <summary>Which rendered pages stay cached, and their size limit.</summary>
public sealed class RenderedPageCacheTests : IDisposable
{
    private const int Budget = 200_000;
    private const int Html = 9_500;

    private readonly CacheMetrics _meter = new();
    private readonly CacheMetricsReader _watch;
    private readonly RenderedPageCache _pages;

    public RenderedPageCacheTests()
    {
        _watch = new(_meter);
        _pages = new(_meter, new() { PageBytes = Budget });
    }

    public void Dispose()
    {
        _watch.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void The_size_limit_holds_whatever_the_number_of_entries()
    {
        for (var page = 0; page < 1_000; page++)
        {
            Keep($"/{page}");
            _watch.Bytes.ShouldBeLessThanOrEqualTo(Budget);
        }

        _watch.Bytes.ShouldBeGreaterThanOrEqualTo(Budget / 2);
    }

    [Fact]
    public void Entries_in_use_stay_while_others_are_evicted()
    {
        Keep("/often");
        Keep("/once");

        for (var page = 0; page < 100; page++)
        {
            Keep($"/{page}");
            _pages.Find("/often", _ => true).ShouldNotBeNull();
        }

        _pages.Find("/once", _ => true).ShouldBeNull();
    }

    [Fact]
    public void A_page_that_is_kept_anew_takes_the_place_of_the_old_one()
    {
        for (var time = 0; time < 100; time++)
            Keep("/same");

        _watch.Bytes.ShouldBeLessThan(2 * (Html + 1_000));
    }

    [Fact]
    public void A_page_larger_than_the_limit_is_not_stored()
    {
        Keep("/large", Budget + 1);

        _pages.Find("/large", _ => true).ShouldBeNull();
        _watch.Bytes.ShouldBe(0);
    }

    [Fact]
    public void After_something_was_deleted_none_is_left_not_even_one_that_was_being_made()
    {
        Keep("/old");
        var before = _pages.GetVersion("/late");

        _pages.InvalidateAll();
        _pages.Store("/late", Page(Html), before);

        _pages.Find("/old", _ => true).ShouldBeNull();
        _pages.Find("/late", _ => true).ShouldBeNull();
        _watch.Bytes.ShouldBe(0);
    }

    private static RenderedPage Page(int length) => new([1], "", DateTimeOffset.MaxValue, new byte[length]);

    private void Keep(string path, int length = Html) => _pages.Store(path, Page(length), _pages.GetVersion(path));
}
