namespace Plaza.Spaces.Requests;

/// <summary>
/// A request took too long and its handler did not end when it was cancelled. Whether the request takes effect is unknown: do not
/// send it again without looking.
/// </summary>
/// <param name="message">Which request, and how long it was waited for.</param>
/// <param name="inner">How the wait ended.</param>
public sealed class OutcomeUnknownException(string message, Exception? inner = null) : TimeoutException(message, inner);
