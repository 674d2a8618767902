using System.Collections.Frozen;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Spaces.Requests;

internal sealed class RequestBus(SpaceCatalog catalog, SpacesOptions options, TimeProvider clock) : IRequestBus
{
    /// <summary>How long a handler that was cancelled may take to end, so that its outcome is known.</summary>
    private static readonly TimeSpan CancellationTimeout = TimeSpan.FromSeconds(2);

    private FrozenDictionary<Type, RequestHandlerInfo>? _answers;

    public ValueTask<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        var answers = _answers ??= catalog.RequestHandlers.ToFrozenDictionary(handler => handler.Request);
        if (!answers.TryGetValue(request.GetType(), out var handler))
            throw new InvalidOperationException($"No space answers {request.GetType().Name}.");

        if (EventContext.Current is { } handled)
            throw new InvalidOperationException($"{request.GetType().Name} is asked from inside a handler of {handled.Type?.Name}. Handlers never ask: they subscribe.");

        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<TResponse>(cancellationToken) : SendAsync((RequestHandlerInfo<TResponse>)handler, request, cancellationToken);
    }

    /// <summary>An answer that is there at once, as from memory, costs neither a timer nor a link to whoever may give up.</summary>
    private ValueTask<TResponse> SendAsync<TResponse>(RequestHandlerInfo<TResponse> handler, IRequest<TResponse> request, CancellationToken cancellationToken)
    {
        var stop = new CancellationTokenSource();
        try
        {
            var answering = handler.HandleAsync(request, stop.Token);
            return answering.IsCompleted ? answering : WaitAsync(handler, answering.AsTask(), stop, cancellationToken);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<TResponse>(fault);
        }
    }

    /// <summary>What the answering space does when its token tells it so is its own: it may throw or block, and harms nobody here.</summary>
    private async ValueTask<TResponse> WaitAsync<TResponse>(RequestHandlerInfo<TResponse> handler, Task<TResponse> running, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(options.RequestTimeout, clock, cancellationToken);
        }
        catch (Exception stopped) when (!running.IsCompleted && stopped is TimeoutException || cancellationToken.IsCancellationRequested && stopped is OperationCanceledException)
        {
            TimedOutHandlers.ObserveException(running);
            _ = CancelAsync(stop);
            cancellationToken.ThrowIfCancellationRequested();
            return await EndAsync(handler, running, stopped, stop.Token);
        }
    }

    /// <summary>What ends in spite of the time limit has taken effect, so its result is the answer.</summary>
    private async ValueTask<TResponse> EndAsync<TResponse>(RequestHandlerInfo<TResponse> handler, Task<TResponse> running, Exception stopped, CancellationToken stop)
    {
        var late = $"{handler.Space} took longer than {options.RequestTimeout.TotalSeconds} s to answer {handler.Request.Name}.";
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
            // It came too late, or what listens to the token has thrown: who asked has his answer either way.
        }
    }
}
