using Plaza.Spaces.Events;

namespace Plaza.BusBench.Rows;

/// <summary>An event of a class, published again and again, so that its making is not measured; a notification of Mediator and MediatR as well.</summary>
[EventName("bench.passed")]
internal sealed record BenchmarkEvent(int Number) : IEvent, Mediator.INotification, MediatR.INotification
{
    public static BenchmarkEvent One { get; } = new(1);
}
