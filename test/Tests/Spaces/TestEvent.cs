using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;

namespace Plaza.Tests.Spaces;

/// <summary>An event of the tests of the bus.</summary>
[EventName("tests.rang")]
internal sealed record TestEvent(int Number = 1) : IEvent;

/// <summary>The event that follows it in the tests of the bus.</summary>
[EventName("tests.echoed")]
internal sealed record FollowUpEvent(int Number = 1) : IEvent;

/// <summary>Returns how often a bell rang.</summary>
internal sealed record CountQuery(string Bell) : IQuery<int>;

/// <summary>An event without an <c>EventName</c>.</summary>
internal sealed record Nameless : IEvent;
