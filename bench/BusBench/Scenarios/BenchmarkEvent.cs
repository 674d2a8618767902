using Plaza.Spaces.Events;

namespace Plaza.BusBench.Scenarios;

/// <summary>One event instance, published repeatedly, so that its allocation is not measured; a notification of Mediator and MediatR as well.</summary>
[EventName("bench.passed")]
internal sealed record BenchmarkEvent(int Number) : IEvent, Mediator.INotification, MediatR.INotification
{
    public static BenchmarkEvent One { get; } = new(1);
}
