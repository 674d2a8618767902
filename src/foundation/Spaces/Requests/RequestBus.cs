using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Spaces.Requests;

internal sealed class RequestBus(SpaceCatalog catalog, IOptions<SpacesOptions> options, TimeProvider clock) : IRequestBus
{
    /// <summary>How long the bus waits for a cancelled handler to end, so that the outcome of the request is known.</summary>
    private static readonly TimeSpan CancellationTimeout = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _timeout = options.Value.RequestTimeout;
    private FrozenDictionary<Type, RequestHandlerInfo>? _handlers;

    public ValueTask<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        var handlers = _handlers ??= catalog.RequestHandlers.ToFrozenDictionary(info => info.Request);
        if (!handlers.TryGetValue(request.GetType(), out var handler))
            throw new InvalidOperationException($"No space handles {request.GetType().Name}.");

        if (EventContext.Current is { } handled)
            throw new InvalidOperationException($"{request.GetType().Name} is sent from inside a handler of {handled.Type?.Name}. Handlers send no requests: they subscribe.");

        // The interface is covariant: a request may arrive as one of a base type of its response.
        if (handler is not RequestHandlerInfo<TResponse> typed)
            throw new InvalidOperationException($"{request.GetType().Name} is sent with the response type {typeof(TResponse).Name}, not the one of its handler in {handler.Space}.");

        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<TResponse>(cancellationToken) : SendAsync(typed, request, cancellationToken);
    }

    /// <summary>A response that is available synchronously, as from a cache, needs neither a timer nor a cancellation registration.</summary>
    private ValueTask<TResponse> SendAsync<TResponse>(RequestHandlerInfo<TResponse> handler, IRequest<TResponse> request, CancellationToken cancellationToken)
    {
        var stop = new CancellationTokenSource();
        try
        {
            var running = handler.HandleAsync(request, stop.Token);
            return running.IsCompleted ? running : WaitAsync(handler, running.AsTask(), stop, cancellationToken);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<TResponse>(fault);
        }
    }

    private async ValueTask<TResponse> WaitAsync<TResponse>(RequestHandlerInfo<TResponse> handler, Task<TResponse> running, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(_timeout, clock, cancellationToken);
        }
        catch (Exception stopped) when (!running.IsCompleted && stopped is TimeoutException || cancellationToken.IsCancellationRequested && stopped is OperationCanceledException)
        {
            TimedOutHandlers.ObserveException(running);
            _ = CancelAsync(stop);
            cancellationToken.ThrowIfCancellationRequested();
            return await EndAsync(handler, running, stopped, stop.Token);
        }
    }

    /// <summary>A handler that completes in spite of its cancellation has taken effect, so its result is the response.</summary>
    private async ValueTask<TResponse> EndAsync<TResponse>(RequestHandlerInfo<TResponse> handler, Task<TResponse> running, Exception stopped, CancellationToken stop)
    {
        var late = $"{handler.Space} took longer than {_timeout.TotalSeconds} s to handle {handler.Request.Name}.";
        try
        {
            return await running.WaitAsync(CancellationTimeout, clock, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new TimeoutException(late, stopped);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw new OutcomeUnknownException(late, stopped);
        }
    }

    private static async Task CancelAsync(CancellationTokenSource stop)
    {
        try
        {
            await stop.CancelAsync();
        }
        catch (Exception)
        {
            // A callback that the handler registered with its token threw. The caller gets the same exception either way.
        }
    }
}
