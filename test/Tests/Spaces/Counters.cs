using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Tests.Spaces;

/// <summary>What the bus of one host has counted since this was made.</summary>
internal sealed class Counters : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counted = [];
    private readonly MeterListener _listener = new();

    public Counters(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, added, tags, _) => Add($"{instrument.Name} {tags[0].Value}", added));
        _listener.Start();
    }

    /// <param name="counter">Its name and its tag, such as <c>plaza.events.published tests.rang</c>.</param>
    public long this[string counter]
    {
        get
        {
            lock (_lock)
                return _counted.GetValueOrDefault(counter);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(string counter, long added)
    {
        lock (_lock)
            _counted[counter] = _counted.GetValueOrDefault(counter) + added;
    }
}
