namespace Plaza.Spaces.Requests;

/// <summary>Which space answers which request.</summary>
public abstract class Answer
{
    private protected Answer(string space, Type request)
    {
        Space = space;
        Request = request;
    }

    public string Space { get; }

    public Type Request { get; }
}

internal sealed class Answer<TAnswer>(
    string space, Type request, Func<IRequest<TAnswer>, CancellationToken, ValueTask<TAnswer>> answer)
    : Answer(space, request)
{
    public ValueTask<TAnswer> AskAsync(IRequest<TAnswer> asked, CancellationToken ct) => answer(asked, ct);
}
