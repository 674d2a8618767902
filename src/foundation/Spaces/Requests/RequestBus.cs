using System.Collections.Frozen;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Spaces.Requests;

internal sealed class RequestBus(SpaceCatalog catalog, SpacesOptions options, TimeProvider clock) : IRequestBus
{
    private FrozenDictionary<Type, Answer>? _answers;

    public ValueTask<TAnswer> AskAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken ct = default)
    {
        var answers = _answers ??= catalog.Answers.ToFrozenDictionary(answer => answer.Request);
        if (!answers.TryGetValue(request.GetType(), out var answer))
            throw new InvalidOperationException($"No space answers {request.GetType().Name}.");

        if (EventContext.Current is { } handled)
            throw new InvalidOperationException($"{request.GetType().Name} is asked from inside a handler of {handled.Type?.Name}. Handlers never ask: they subscribe.");

        return AskAsync((Answer<TAnswer>)answer, request, ct);
    }

    private async ValueTask<TAnswer> AskAsync<TAnswer>(Answer<TAnswer> answer, IRequest<TAnswer> request, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(options.AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        var answering = answer.AskAsync(request, either.Token);
        if (answering.IsCompleted)
            return await answering;

        var running = answering.AsTask();
        try
        {
            return await running.WaitAsync(either.Token);
        }
        catch (OperationCanceledException stopped) when (either.IsCancellationRequested)
        {
            _ = running.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            ct.ThrowIfCancellationRequested();
            throw new TimeoutException($"{answer.Space} took longer than {options.AnswerLimit.TotalSeconds} s to answer {answer.Request.Name}.", stopped);
        }
    }
}
