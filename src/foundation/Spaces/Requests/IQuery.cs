namespace Plaza.Spaces.Requests;

/// <summary>A request that reads and changes nothing, so it may be sent again at any time.</summary>
/// <typeparam name="TResponse">The response of the space.</typeparam>
public interface IQuery<out TResponse> : IRequest<TResponse>;
