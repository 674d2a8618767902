using System.Text.Json;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Spaces.Dispatch;

/// <summary>A subscriber that knows events by their wire names only.</summary>
internal sealed record NamedEventRegistration(string Name, string By, Delivery Delivery, Func<EventEnvelope, CancellationToken, ValueTask> Handler)
{
    public HandlerRegistration<TEvent> For<TEvent>(EventTypeRegistry types)
        where TEvent : IEvent
    {
        var type = EventType.Of<TEvent>();
        return new(Name, "", By, Delivery)
        {
            Handle = (@event, context, cancellationToken) => Handler(ToEnvelope(types, type, @event, context), cancellationToken),
        };
    }

    private static EventEnvelope ToEnvelope(EventTypeRegistry types, EventType type, IEvent @event, EventContext context) => new()
    {
        Id = context.Id,
        Name = type.Name,
        Version = type.Version,
        Sequence = context.Sequence,
        Timestamp = context.Timestamp,
        Subject = @event.Subject,
        CorrelationId = context.CorrelationId,
        CausationId = context.CausationId,
        Depth = context.Depth,
        CascadeSize = context.CascadeSize,
        Payload = JsonDocument.Parse(types.Serialize(@event)).RootElement,
    };
}
