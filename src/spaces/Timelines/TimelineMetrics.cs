using System.Diagnostics.Metrics;

namespace Plaza.Timelines;

/// <summary>
/// Metrics of cached timelines on the meter <c>Plaza.Timelines</c>: hits, misses and counts by kind of timeline, and sizes in bytes.
/// </summary>
internal sealed class TimelineMetrics : IDisposable
{
    public const string Name = "Plaza.Timelines";

    private static readonly KeyValuePair<string, object?>[] Tags =
        [.. Enum.GetValues<TimelineKind>().Select(kind => new KeyValuePair<string, object?>("timeline", kind.ToString().ToLowerInvariant()))];

    private readonly Meter _meter;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;

    public TimelineMetrics(IMeterFactory? meters = null)
    {
        _meter = meters is null ? new(Name) : meters.Create(Name);
        _hits = _meter.CreateCounter<long>("plaza.timelines.hits", "{page}", "Pages served from the cache");
        _misses = _meter.CreateCounter<long>("plaza.timelines.misses", "{page}", "Pages read from the database");
    }

    /// <summary>Whether the instrument belongs to this instance and not to another server in the same process.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == _meter;

    public void Hit(TimelineKind kind) => _hits.Add(1, Tags[(int)kind]);

    public void Miss(TimelineKind kind) => _misses.Add(1, Tags[(int)kind]);

    public void Watch(Func<long> bytes, long budget, Func<IEnumerable<TimelineKey>> loaded)
    {
        _meter.CreateObservableGauge("plaza.timelines.bytes", bytes, "By", "Size of the cached timelines");
        _meter.CreateObservableGauge("plaza.timelines.budget", () => budget, "By", "Size limit of cached timelines");
        _meter.CreateObservableGauge("plaza.timelines.loaded", () => Count(loaded()), "{timeline}", "Cached timelines");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Count(IEnumerable<TimelineKey> loaded)
    {
        var counts = loaded.CountBy(key => key.Kind).ToDictionary();
        return Tags.Select((tag, kind) => new Measurement<long>(counts.GetValueOrDefault((TimelineKind)kind), tag));
    }
}
