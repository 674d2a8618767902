using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question, answered from memory: whose browser shows this cookie?</summary>
public sealed record GetPrincipalBySession(string Secret) : IRequest<Principal?>
{
    /// <summary>Answers from the cache only, without a database lookup: null also for a session that is not cached yet.</summary>
    public bool CachedOnly { get; init; }
}
