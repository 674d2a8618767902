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

    public ValueTask<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken ct = default)
    {
        var answers = _answers ??= catalog.RequestHandlers.ToFrozenDictionary(answer => answer.Request);
        if (!answers.TryGetValue(request.GetType(), out var answer))
            throw new InvalidOperationException($"No space answers {request.GetType().Name}.");

        if (EventContext.Current is { } handled)
            throw new InvalidOperationException($"{request.GetType().Name} is asked from inside a handler of {handled.Type?.Name}. Handlers never ask: they subscribe.");

        return ct.IsCancellationRequested ? ValueTask.FromCanceled<TResponse>(ct) : SendAsync((RequestHandlerInfo<TResponse>)answer, request, ct);
    }

    /// <summary>An answer that is there at once, as from memory, costs neither a timer nor a link to whoever may give up.</summary>
    private ValueTask<TResponse> SendAsync<TResponse>(RequestHandlerInfo<TResponse> answer, IRequest<TResponse> request, CancellationToken ct)
    {
        var stop = new CancellationTokenSource();
        try
        {
            var answering = answer.HandleAsync(request, stop.Token);
            return answering.IsCompleted ? answering : WaitAsync(answer, answering.AsTask(), stop, ct);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<TResponse>(fault);
        }
    }

    /// <summary>What the answering space does when its token tells it so is its own: it may throw or block, and harms nobody here.</summary>
    private async ValueTask<TResponse> WaitAsync<TResponse>(RequestHandlerInfo<TResponse> answer, Task<TResponse> running, CancellationTokenSource stop, CancellationToken ct)
    {
        try
        {
            return await running.WaitAsync(options.RequestTimeout, clock, ct);
        }
        catch (Exception stopped) when (!running.IsCompleted && stopped is TimeoutException || ct.IsCancellationRequested && stopped is OperationCanceledException)
        {
            TimedOutHandlers.ObserveException(running);
            _ = TellAsync(stop);
            ct.ThrowIfCancellationRequested();
            return await EndAsync(answer, running, stopped, stop.Token);
        }
    }

    /// <summary>What ends in spite of the time limit has taken effect, so its result is the answer.</summary>
    private async ValueTask<TResponse> EndAsync<TResponse>(RequestHandlerInfo<TResponse> answer, Task<TResponse> running, Exception stopped, CancellationToken stop)
    {
        var late = $"{answer.Space} took longer than {options.RequestTimeout.TotalSeconds} s to answer {answer.Request.Name}.";
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

    private static async Task TellAsync(CancellationTokenSource stop)
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
