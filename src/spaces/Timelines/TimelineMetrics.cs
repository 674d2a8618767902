using System.Diagnostics.Metrics;

namespace Plaza.Timelines;

/// <summary>The timelines in memory in numbers, on the meter <c>Plaza.Timelines</c>. Hits and misses are counted by kind, so their rate is to be had.</summary>
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
        _hits = _meter.CreateCounter<long>("plaza.timelines.hits", "{page}", "Pages answered from memory");
        _misses = _meter.CreateCounter<long>("plaza.timelines.misses", "{page}", "Pages for which the tables were asked");
    }

    /// <summary>Whether the instrument is one of these and not of another place in this process.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == _meter;

    public void Hit(TimelineKind kind) => _hits.Add(1, Tags[(int)kind]);

    public void Miss(TimelineKind kind) => _misses.Add(1, Tags[(int)kind]);

    public void Watch(Func<long> bytes, long budget, Func<IEnumerable<TimelineKey>> loaded)
    {
        _meter.CreateObservableGauge("plaza.timelines.bytes", bytes, "By", "Memory that the loaded timelines take");
        _meter.CreateObservableGauge("plaza.timelines.budget", () => budget, "By", "Memory that they may take");
        _meter.CreateObservableGauge("plaza.timelines.loaded", () => Count(loaded()), "{timeline}", "Timelines in memory");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Count(IEnumerable<TimelineKey> loaded)
    {
        var counts = loaded.CountBy(key => key.Kind).ToDictionary();
        return Tags.Select((tag, kind) => new Measurement<long>(counts.GetValueOrDefault((TimelineKind)kind), tag));
    }
}
