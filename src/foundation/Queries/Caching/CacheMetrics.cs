using System.Diagnostics.Metrics;

namespace Plaza.Queries.Caching;

/// <summary>
/// Sizes and hit ratios of the caches, on the meter <c>Plaza.Data</c>: <c>plaza.cache.bytes</c> and its limit <c>plaza.cache.budget</c>, and the counters
/// <c>plaza.cache.hits</c>, <c>.misses</c> and <c>.evictions</c>, each with the tag <c>cache</c>.
/// </summary>
public sealed class CacheMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _evictions;

    public CacheMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("Plaza.Data") ?? new("Plaza.Data");
        _hits = _meter.CreateCounter<long>("plaza.cache.hits");
        _misses = _meter.CreateCounter<long>("plaza.cache.misses");
        _evictions = _meter.CreateCounter<long>("plaza.cache.evictions");
    }

    /// <summary>Whether the instrument belongs to this instance and not to another in the process.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == _meter;

    /// <param name="cache">The tag, a plural noun.</param>
    /// <param name="budget">The size limit in bytes.</param>
    /// <param name="bytes">Reads the size in bytes. Called from any thread.</param>
    public CacheCounters Register(string cache, long budget, Func<long> bytes)
    {
        var tag = new KeyValuePair<string, object?>("cache", cache);
        _meter.CreateObservableUpDownCounter("plaza.cache.bytes", () => new Measurement<long>(bytes(), tag), "By");
        _meter.CreateObservableUpDownCounter("plaza.cache.budget", () => new Measurement<long>(budget, tag), "By");
        return new(_hits, _misses, _evictions, tag);
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>Counts hits, misses and evictions of one cache. Costs nothing while no listener is attached.</summary>
public sealed class CacheCounters
{
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _evictions;
    private readonly KeyValuePair<string, object?> _cache;

    internal CacheCounters(Counter<long> hits, Counter<long> misses, Counter<long> evictions, KeyValuePair<string, object?> cache)
    {
        _hits = hits;
        _misses = misses;
        _evictions = evictions;
        _cache = cache;
    }

    public void Hit()
    {
        if (_hits.Enabled)
            _hits.Add(1, _cache);
    }

    public void Miss()
    {
        if (_misses.Enabled)
            _misses.Add(1, _cache);
    }

    public void Evict(int count = 1)
    {
        if (_evictions.Enabled)
            _evictions.Add(count, _cache);
    }
}
