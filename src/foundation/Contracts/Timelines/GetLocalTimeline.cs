using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Timelines;

/// <summary>A question, answered from memory as far as that reaches: what is said here in public? Boosts do not count.</summary>
public sealed record GetLocalTimeline(PageRequest Paging) : IRequest<Page<PostId>>;
