using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Plaza.Queries.Caching;

namespace Plaza.Tests.Queries;

/// <summary>Reads the cache metrics of one meter.</summary>
internal sealed class CacheMetricsReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _told = new();

    public CacheMetricsReader(CacheMetrics meter)
    {
        _listener.InstrumentPublished = (instrument, listening) =>
        {
            if (meter.Owns(instrument))
                listening.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, number, _, _) =>
            _told.AddOrUpdate(instrument.Name, number, (_, before) => instrument.IsObservable ? number : before + number));
        _listener.Start();
    }

    public long Hits => Of("hits");

    public long Misses => Of("misses");

    public long Evictions => Of("evictions");

    public long Bytes => Of("bytes");

    public long Budget => Of("budget");

    public void Dispose() => _listener.Dispose();

    private long Of(string name)
    {
        _listener.RecordObservableInstruments();
        return _told.GetValueOrDefault($"plaza.cache.{name}");
    }
}
