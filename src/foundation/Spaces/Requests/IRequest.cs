namespace Plaza.Spaces.Requests;

/// <summary>
/// A request of a door to the one space that handles its type. Implement <see cref="ICommand{TResponse}"/> or <see cref="IQuery{TResponse}"/>.
/// </summary>
/// <typeparam name="TResponse">The response of the space.</typeparam>
public interface IRequest<out TResponse>;
