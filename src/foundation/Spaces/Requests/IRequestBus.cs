namespace Plaza.Spaces.Requests;

/// <summary>Where doors ask. Spaces never do: they subscribe. Safe to use from any thread.</summary>
public interface IRequestBus
{
    /// <summary>The answer of the one space that answers requests of this type; its exceptions come through as they are.</summary>
    /// <exception cref="InvalidOperationException">No space answers such a request.</exception>
    /// <exception cref="TimeoutException">
    /// It took longer than <see cref="SpacesOptions.RequestTimeout"/>. The handler was cancelled and has ended.
    /// </exception>
    /// <exception cref="OutcomeUnknownException">As before, but the handler still runs two seconds after it was cancelled.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled. Before the call, nothing is sent; after it, the token of the handler is cancelled and the
    /// handler is not waited for.
    /// </exception>
    ValueTask<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);
}
