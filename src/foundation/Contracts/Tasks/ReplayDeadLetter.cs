using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>
/// An order of an admin: give a live listener the event that it could not take in, and those that are parked behind it.
/// False when nothing is parked under this number.
/// </summary>
public sealed record ReplayDeadLetter(long Number) : IRequest<bool>;
