using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Timelines;

/// <summary>A question, answered from memory as far as that reaches: what did an account publish and boost that the viewer may see?</summary>
/// <param name="Account">Whose posts.</param>
/// <param name="Viewer">Null for somebody who is not logged in.</param>
/// <param name="Paging">Which page of them.</param>
public sealed record GetAccountTimeline(AccountId Account, AccountId? Viewer, PageRequest Paging) : IRequest<Page<PostId>>
{
    /// <summary>With answers to others too.</summary>
    public bool WithReplies { get; init; } = true;

    public bool WithBoosts { get; init; } = true;
}
