using System.Diagnostics.Metrics;

namespace Plaza.Spaces.Events;

/// <summary>The bus in numbers, on the meter <c>Plaza.Spaces</c>.</summary>
internal sealed class BusMetrics
{
    public const string MeterName = "Plaza.Spaces";

    private readonly Counter<long> _published;
    private readonly Counter<long> _unhandled;
    private readonly Counter<long> _faulted;
    private readonly Counter<long> _stuck;

    public BusMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _published = meter.CreateCounter<long>("plaza.events.published", "{event}", "Events told to their listeners");
        _unhandled = meter.CreateCounter<long>("plaza.events.unhandled", "{event}", "Events that nobody listened to");
        _faulted = meter.CreateCounter<long>("plaza.handlers.faulted", "{fault}", "Handlers that threw");
        _stuck = meter.CreateCounter<long>("plaza.handlers.stuck", "{handler}", "Inline handlers found blocking the publisher");
    }

    public void Published(IEvent happened)
    {
        if (_published.Enabled)
            _published.Add(1, new KeyValuePair<string, object?>("event", EventType.Of(happened.GetType()).Name));
    }

    public void Unhandled(EventType type) => _unhandled.Add(1, new KeyValuePair<string, object?>("event", type.Name));

    public void Faulted(Subscription subscription) => _faulted.Add(1, new KeyValuePair<string, object?>("handler", subscription.Name));

    public void Stuck(Subscription subscription) => _stuck.Add(1, new KeyValuePair<string, object?>("handler", subscription.Name));
}
