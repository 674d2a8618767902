using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces.Testing;

/// <summary>The events of the tests of the test host.</summary>
[EventName("tests.ordered")]
internal sealed record Ordered(int Number = 1, int Key = 0) : IEvent;

[EventName("tests.packed")]
internal sealed record Packed(int Number = 1) : IEvent;

[EventName("tests.sent")]
internal sealed record Sent(int Number = 1) : IEvent;
