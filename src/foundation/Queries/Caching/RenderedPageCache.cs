using System.Collections.Concurrent;

namespace Plaza.Queries.Caching;

/// <summary>
/// Pages put together from several views, kept whole up to <see cref="CacheOptions.PageBytes"/>. Who finds one has to see that it would
/// be made of the same again. All go when something is deleted, so that nothing of it stays in memory. Safe to use from any thread.
/// </summary>
public sealed class RenderedPageCache
{
    private readonly long _most;
    private readonly CacheCounters _counts;
    private readonly Lock _changing = new();
    private Generation _young = new();
    private Generation _old = new();
    private int _forgotten;

    internal RenderedPageCache(CacheMetrics meter, CacheOptions options)
    {
        _most = options.PageBytes / 2;
        _counts = meter.Register("pages", options.PageBytes, () => Volatile.Read(ref _young).Bytes + Volatile.Read(ref _old).Bytes);
    }

    /// <summary>How often all were forgotten; to be read before what a page is made of.</summary>
    public int Forgotten => Volatile.Read(ref _forgotten);

    /// <param name="path">By which it was kept.</param>
    /// <param name="isSame">Whether a page that is kept would be made of the same again.</param>
    public RenderedPage? Find(string path, Func<RenderedPage, bool> isSame)
    {
        var forgotten = Forgotten;
        var isYoung = Volatile.Read(ref _young).Pages.TryGetValue(path, out var page);
        var isThere = isYoung || Volatile.Read(ref _old).Pages.TryGetValue(path, out page);
        if (!isThere || !isSame(page!))
        {
            _counts.Miss();
            return null;
        }

        _counts.Hit();
        if (!isYoung)
            Keep(path, page!, forgotten);

        return page;
    }

    /// <param name="path">By which it is found again.</param>
    /// <param name="page">In the place of the one before.</param>
    /// <param name="forgotten">What <see cref="Forgotten"/> was before anything was read; if that has changed, the page is not kept.</param>
    public void Keep(string path, RenderedPage page, int forgotten)
    {
        lock (_changing)
        {
            if (forgotten != _forgotten || page.Bytes > _most)
                return;

            if (_young.Bytes + page.Bytes > _most)
                TurnOver();

            _young.Put(path, page);
        }
    }

    public void ForgetAll()
    {
        lock (_changing)
        {
            _forgotten++;
            (_young, _old) = (new(), new());
        }
    }

    private void TurnOver()
    {
        _counts.Evict(_old.Pages.Keys.Count(path => !_young.Pages.ContainsKey(path)));
        (_old, _young) = (_young, new());
    }

    /// <summary>Pages of about the same time: when there is a new generation, those of the last but one that nobody asked for are gone.</summary>
    private sealed class Generation
    {
        public ConcurrentDictionary<string, RenderedPage> Pages { get; } = new();

        public long Bytes { get; private set; }

        public void Put(string path, RenderedPage page)
        {
            Bytes += page.Bytes - (Pages.TryGetValue(path, out var other) ? other.Bytes : 0);
            Pages[path] = page;
        }
    }
}

/// <summary>A page, and what it was made of.</summary>
/// <param name="Editions">Of the views on it, one after the other: a view that was read anew has another.</param>
/// <param name="Besides">What else stands on it, to be compared by its own equality. Holds no view.</param>
/// <param name="Until">From then on it says something else of the time that went by.</param>
/// <param name="Html">In UTF-8.</param>
public sealed record RenderedPage(long[] Editions, object Besides, DateTimeOffset Until, byte[] Html)
{
    internal int Bytes => 500 + (8 * Editions.Length) + Html.Length;
}
