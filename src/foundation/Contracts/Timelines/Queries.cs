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

/// <summary>A question, answered from memory where the home is loaded: what did the reader and those they follow publish and boost?</summary>
public sealed record GetHomeTimeline(AccountId Reader, PageRequest Paging) : IRequest<Page<PostId>>;

/// <summary>A question, answered from memory as far as that reaches: what is said here in public? Boosts do not count.</summary>
public sealed record GetLocalTimeline(PageRequest Paging) : IRequest<Page<PostId>>;
