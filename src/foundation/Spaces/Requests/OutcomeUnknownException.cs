namespace Plaza.Spaces.Requests;

/// <summary>
/// A request timed out and its handler did not end after its cancellation. Whether the request takes effect is unknown: check before it is
/// sent again.
/// </summary>
/// <param name="message">The request and its timeout.</param>
/// <param name="inner">The exception that ended the wait.</param>
public sealed class OutcomeUnknownException(string message, Exception? inner = null) : TimeoutException(message, inner);
