namespace Plaza.Spaces.Events;

/// <summary>A handler threw or took too long. A fault in a listener of this very event is logged and counted, and said no further.</summary>
/// <param name="Handler">The subscription's name.</param>
/// <param name="EventName">The wire name of what it was told.</param>
/// <param name="Sequence">The event's place in the journal, 0 for one that has none.</param>
/// <param name="Message">The message of the exception.</param>
[EventName("spaces.handler_faulted")]
public sealed record HandlerFaulted(string Handler, string EventName, long Sequence, string Message) : IEvent
{
    /// <summary>Whose handler it is; empty where no space declared it.</summary>
    public string Space { get; init; } = "";

    /// <summary>Which try it was, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The name of the exception's type, such as <c>TimeoutException</c>.</summary>
    public string ExceptionType { get; init; } = "";

    /// <summary>It will be tried again.</summary>
    public bool WillRetry { get; init; }
}
