using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Timelines;

/// <summary>Reads the posts and boosts of an account that the viewer may see, from the cache where possible.</summary>
/// <param name="Account">The author.</param>
/// <param name="Viewer">Null for anonymous requests.</param>
/// <param name="Paging">The page.</param>
public sealed record GetAccountTimeline(AccountId Account, AccountId? Viewer, PageRequest Paging) : IQuery<Page<PostId>>
{
    /// <summary>Includes replies to other accounts.</summary>
    public bool WithReplies { get; init; } = true;

    public bool WithBoosts { get; init; } = true;
}

/// <summary>Reads the home timeline: posts and boosts of the reader and of followed accounts, from the cache where it is loaded.</summary>
public sealed record GetHomeTimeline(AccountId Reader, PageRequest Paging) : IQuery<Page<PostId>>;

/// <summary>Reads the local timeline: public posts without boosts, from the cache where possible.</summary>
public sealed record GetLocalTimeline(PageRequest Paging) : IQuery<Page<PostId>>;
