namespace Plaza.Queries.Caching;

/// <summary>
/// Whole pages, by path, up to <see cref="CacheOptions.PageBytes"/>. A page is served only while a rendering would use the same inputs. All are removed
/// when something is deleted, so that no deleted text stays in memory. Reads take no lock. Thread-safe.
/// </summary>
public sealed class RenderedPageCache
{
    private readonly BoundedCache<string, RenderedPage> _pages;

    internal RenderedPageCache(CacheMetrics metrics, CacheOptions options) => _pages = new("pages", options.PageBytes, metrics);

    /// <summary>To be read before the inputs of a page are, for <see cref="Store"/>.</summary>
    public int GetVersion(string path) => _pages.GetVersion(path);

    /// <param name="isCurrent">Whether a rendering would use the same inputs as the cached page.</param>
    public RenderedPage? Find(string path, Func<RenderedPage, bool> isCurrent) => _pages.Find(path, isCurrent);

    /// <summary>Adds or replaces a page, unless pages were invalidated since <paramref name="version"/> was read.</summary>
    public void Store(string path, RenderedPage page, int version) => _pages.Store(path, page, version);

    public void InvalidateAll() => _pages.InvalidateAll();
}

/// <summary>A rendered page and the inputs it was rendered from.</summary>
/// <param name="Versions">The versions of the views on the page, in order.</param>
/// <param name="OtherInputs">All other inputs, compared by their own equality. Holds no view, which would stay in memory.</param>
/// <param name="ExpiresAt">When relative times on the page change.</param>
/// <param name="Html">In UTF-8.</param>
public sealed record RenderedPage(long[] Versions, object OtherInputs, DateTimeOffset ExpiresAt, byte[] Html) : ISizedEntry
{
    int ISizedEntry.Bytes => 500 + (8 * Versions.Length) + Html.Length;
}
