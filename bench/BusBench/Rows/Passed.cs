using Plaza.Spaces.Events;

namespace Plaza.BusBench.Rows;

/// <summary>An event of a class, published again and again, so that its making is not measured.</summary>
[EventName("bench.passed")]
internal sealed record Passed(int Number) : IEvent
{
    public static Passed One { get; } = new(1);
}
