using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Timelines;

/// <summary>A question, answered from memory where the home is loaded: what did the reader and those they follow publish and boost?</summary>
public sealed record GetHomeTimeline(AccountId Reader, PageRequest Paging) : IRequest<Page<PostId>>;
