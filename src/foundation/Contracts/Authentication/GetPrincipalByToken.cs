using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question, answered from memory: for whom does the bearer of this token act?</summary>
public sealed record GetPrincipalByToken(string Secret) : IRequest<Principal?>
{
    /// <summary>Answers from the cache only, without a database lookup: null also for a token that is not cached yet.</summary>
    public bool CachedOnly { get; init; }
}
