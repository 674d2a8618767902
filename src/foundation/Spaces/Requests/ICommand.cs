namespace Plaza.Spaces.Requests;

/// <summary>A request that changes something.</summary>
/// <typeparam name="TResponse">The response of the space.</typeparam>
public interface ICommand<out TResponse> : IRequest<TResponse>;
