namespace Plaza.Spaces.Requests;

/// <summary>A type of requests and the space that handles it.</summary>
public abstract class RequestHandlerInfo
{
    private protected RequestHandlerInfo(string space, Type request)
    {
        Space = space;
        Request = request;
    }

    public string Space { get; }

    public Type Request { get; }
}

internal sealed class RequestHandlerInfo<TResponse>(
    string space, Type request, Func<IRequest<TResponse>, CancellationToken, ValueTask<TResponse>> handler)
    : RequestHandlerInfo(space, request)
{
    public ValueTask<TResponse> HandleAsync(IRequest<TResponse> request, CancellationToken cancellationToken) => handler(request, cancellationToken);
}
