using System.Diagnostics;
using System.Diagnostics.Metrics;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Diagnostics;

/// <summary>
/// Metrics of the bus, on the meter <c>Plaza.Spaces</c>, and spans, on the activity source of the same name. Existing counters are read only
/// when they are collected; durations and spans are recorded only while a listener is attached.
/// </summary>
internal sealed class BusTelemetry : IDisposable
{
    public const string Name = "Plaza.Spaces";

    private static readonly ActivitySource Spans = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _unhandled;
    private readonly Counter<long> _faulted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _stuck;
    private readonly Counter<long> _storms;
    private readonly Counter<long> _circuits;
    private readonly Histogram<double> _duration;

    public BusTelemetry(IMeterFactory? meters)
    {
        _meter = meters is null ? new(Name) : meters.Create(Name);
        _unhandled = _meter.CreateCounter<long>("plaza.events.unhandled", "{event}", "Events without subscriptions");
        _rejected = _meter.CreateCounter<long>("plaza.events.rejected", "{event}", "Events rejected by a subscription");
        _deadLettered = _meter.CreateCounter<long>("plaza.events.dead_lettered", "{event}", "Events dead-lettered for a subscription");
        _storms = _meter.CreateCounter<long>("plaza.events.storms", "{event}", "Events suppressed by the cascade limit");
        _faulted = _meter.CreateCounter<long>("plaza.handlers.faulted", "{fault}", "Handler calls that threw or timed out");
        _stuck = _meter.CreateCounter<long>("plaza.handlers.stuck", "{handler}", "Inline handlers found blocking the publisher");
        _circuits = _meter.CreateCounter<long>("plaza.handlers.circuits_opened", "{circuit}", "Circuit breakers that opened");
        _duration = _meter.CreateHistogram<double>("plaza.handlers.duration", "s", "Duration of handler calls");
    }

    /// <summary>Whether a listener for spans or durations is attached, which costs time on each event.</summary>
    public bool IsOn => _duration.Enabled || Spans.HasListeners();

    /// <summary>Registers the counters that the topics keep themselves.</summary>
    public void Watch(Func<IEnumerable<Topic>> topics, Func<IEnumerable<Subscription>> subscriptions)
    {
        _meter.CreateObservableCounter("plaza.events.published", () => Each(topics(), topic => topic.PublishedCount), "{event}", "Events dispatched");
        _meter.CreateObservableCounter("plaza.handlers.handled", () => Each(subscriptions(), one => one.HandledCount), "{event}", "Events handled without a fault");
        _meter.CreateObservableGauge("plaza.queues.depth", () => Each(subscriptions(), one => one.QueueLength), "{event}", "Queued events");
    }

    public void Unhandled(EventType type) => _unhandled.Add(1, EventTag(type));

    public void Storm(EventType type) => _storms.Add(1, EventTag(type));

    public void Faulted(Subscription subscription) => _faulted.Add(1, HandlerTag(subscription));

    public void Rejected(Subscription subscription) => _rejected.Add(1, HandlerTag(subscription));

    public void DeadLettered(Subscription subscription) => _deadLettered.Add(1, HandlerTag(subscription));

    public void Stuck(Subscription subscription) => _stuck.Add(1, HandlerTag(subscription));

    public void CircuitOpened(Subscription subscription) => _circuits.Add(1, HandlerTag(subscription));

    /// <summary>A span of a publishing: a child of the current span, or linked to the span of its cause.</summary>
    public static Activity? Publishing(EventType type, EventContext context)
    {
        var span = Spans.StartActivity($"publish {type.Name}", ActivityKind.Producer);
        if (span is null)
            return null;

        span.SetTag("plaza.event", type.Name).SetTag("plaza.event.id", context.Id).SetTag("plaza.event.depth", context.Depth);
        Link(span, context.Parent?.TraceContext ?? default);
        context.TraceContext = span.Context;
        return span;
    }

    /// <summary>A span of a handler, linked to the span of the publishing where it runs on another call.</summary>
    private static Activity? Handling(Subscription subscription, EventContext? context)
    {
        var span = Spans.StartActivity($"handle {subscription.EventType.Name}", ActivityKind.Consumer);
        if (span is null)
            return null;

        span.SetTag("plaza.handler", subscription.Name).SetTag("plaza.space", subscription.Space).SetTag("plaza.event", subscription.EventType.Name);
        if (context is not null)
        {
            span.SetTag("plaza.event.id", context.Id).SetTag("plaza.event.sequence", context.Sequence);
            Link(span, context.TraceContext);
        }

        return span;
    }

    /// <summary>Calls a handler in a span and measures its duration.</summary>
    public async ValueTask ObserveAsync(Subscription subscription, EventContext? context, TimeProvider clock, Func<ValueTask> handling)
    {
        using var span = Handling(subscription, context);
        var begun = clock.GetTimestamp();
        try
        {
            await handling();
            RecordDuration(subscription, clock.GetElapsedTime(begun), succeeded: true);
        }
        catch (Exception fault)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.Message);
            RecordDuration(subscription, clock.GetElapsedTime(begun), succeeded: false);
            throw;
        }
    }

    private void RecordDuration(Subscription subscription, TimeSpan time, bool succeeded) =>
        _duration.Record(time.TotalSeconds, HandlerTag(subscription), EventTag(subscription.EventType), new("outcome", succeeded ? "ok" : "fault"));

    public void Dispose() => _meter.Dispose();

    private static void Link(Activity span, ActivityContext cause)
    {
        if (cause != default && cause.SpanId != span.ParentSpanId)
            span.AddLink(new(cause));
    }

    private static IEnumerable<Measurement<long>> Each(IEnumerable<Topic> topics, Func<Topic, long> read) =>
        topics.Select(topic => new Measurement<long>(read(topic), EventTag(topic.Type)));

    private static IEnumerable<Measurement<long>> Each(IEnumerable<Subscription> subscriptions, Func<Subscription, long> read) =>
        subscriptions.Select(one => new Measurement<long>(read(one), HandlerTag(one), EventTag(one.EventType)));

    private static KeyValuePair<string, object?> EventTag(EventType type) => new("event", type.Name);

    private static KeyValuePair<string, object?> HandlerTag(Subscription subscription) => new("handler", subscription.Name);
}
