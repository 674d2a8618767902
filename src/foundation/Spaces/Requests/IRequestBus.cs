namespace Plaza.Spaces.Requests;

/// <summary>Sends requests of doors to the spaces that handle them. Spaces send none: they subscribe. Thread-safe.</summary>
public interface IRequestBus
{
    /// <summary>Returns the response of the one space that handles requests of this type. Exceptions of its handler reach the caller unchanged.</summary>
    /// <exception cref="InvalidOperationException">No space handles this type of requests, or the caller is itself a handler of an event.</exception>
    /// <exception cref="TimeoutException">
    /// The handler took longer than <see cref="SpacesOptions.RequestTimeout"/>, was cancelled and ended.
    /// </exception>
    /// <exception cref="OutcomeUnknownException">The handler took longer and still ran two seconds after its cancellation.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled. Before the call, nothing is sent; after it, the token of the handler is cancelled and the handler is not
    /// awaited.
    /// </exception>
    ValueTask<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);
}
