using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question, answered from memory: whose browser shows this cookie?</summary>
public sealed record WhoHasSession(string Secret) : IRequest<Principal?>;
