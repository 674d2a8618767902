using System.Collections.Frozen;
using Plaza.Spaces.Hosting;

namespace Plaza.Spaces.Requests;

internal sealed class RequestBus(SpaceCatalog catalog) : IRequestBus
{
    private FrozenDictionary<Type, Answer>? _answers;

    public ValueTask<TAnswer> AskAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken ct = default)
    {
        var answers = _answers ??= catalog.Answers.ToFrozenDictionary(answer => answer.Request);

        return answers.TryGetValue(request.GetType(), out var answer)
            ? ((Answer<TAnswer>)answer).AskAsync(request, ct)
            : throw new InvalidOperationException($"No space answers {request.GetType().Name}.");
    }
}
