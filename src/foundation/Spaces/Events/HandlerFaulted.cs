namespace Plaza.Spaces.Events;

/// <summary>A handler threw or timed out. Faults of handlers of this event are logged and counted, but not published.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of the event.</param>
/// <param name="Sequence">The sequence of the event in the journal; 0 for an event that is not journaled.</param>
/// <param name="Message">The message of the exception.</param>
[EventName("spaces.handler_faulted")]
public sealed record HandlerFaulted(string Handler, string EventName, long Sequence, string Message) : IEvent
{
    /// <summary>The space of the subscription; empty where no space declared it.</summary>
    public string Space { get; init; } = "";

    /// <summary>The attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The name of the exception's type, such as <c>TimeoutException</c>.</summary>
    public string ExceptionType { get; init; } = "";

    /// <summary>Whether the delivery will be retried.</summary>
    public bool WillRetry { get; init; }
}
