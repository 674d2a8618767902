namespace Plaza.Spaces.Requests;

/// <summary>
/// What a door asks of the one space that answers it: an order, which changes something, or a question, which does not.
/// </summary>
/// <typeparam name="TResponse">What the space gives back.</typeparam>
public interface IRequest<TResponse>;
