using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>An order of an admin: give up an event that a live listener could not take in. False when nothing is parked under this number.</summary>
public sealed record DiscardDeadLetter(long Number) : IRequest<bool>;
