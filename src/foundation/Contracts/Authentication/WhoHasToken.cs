using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question, answered from memory: for whom does the bearer of this token act?</summary>
public sealed record WhoHasToken(string Secret) : IRequest<Principal?>;
