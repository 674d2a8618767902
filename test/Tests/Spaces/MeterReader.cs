using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Tests.Spaces;

/// <summary>The counters of one host's bus since the creation of this reader.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counted = [];
    private readonly Dictionary<string, long> _observed = [];
    private readonly MeterListener _listener = new();

    public MeterReader(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Durations are not enabled: dispatch takes another path while they are measured.
            if (instrument.Meter.Scope == meters && instrument is not Histogram<double>)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, added, tags, _) => Add(instrument, $"{instrument.Name} {tags[0].Value}", added));
        _listener.Start();
    }

    /// <param name="counter">Its name and tag, such as <c>plaza.events.published tests.rang</c>.</param>
    public long this[string counter]
    {
        get
        {
            Observe();
            lock (_lock)
                return _counted.GetValueOrDefault(counter) + _observed.GetValueOrDefault(counter);
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Collects the observable instruments, which report totals, not increments.</summary>
    private void Observe()
    {
        lock (_lock)
            _observed.Clear();

        _listener.RecordObservableInstruments();
    }

    private void Add(Instrument instrument, string counter, long added)
    {
        lock (_lock)
        {
            var counts = instrument.IsObservable ? _observed : _counted;
            counts[counter] = counts.GetValueOrDefault(counter) + added;
        }
    }
}
