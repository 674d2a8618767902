using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order: start a session for the user with this handle or e-mail address.</summary>
public sealed record LogIn(string Name, string Password, string UserAgent) : IRequest<StartedSession>;
