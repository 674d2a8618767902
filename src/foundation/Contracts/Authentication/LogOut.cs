using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: end a session. False when there was none.</summary>
public sealed record LogOut(SessionId Session) : IRequest<bool>;
