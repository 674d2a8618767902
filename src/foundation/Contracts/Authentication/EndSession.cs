using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>An order of the user whose session it is.</summary>
public sealed record EndSession(AccountId Account, SessionId Session) : IRequest<bool>;
