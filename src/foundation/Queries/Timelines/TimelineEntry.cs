using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Queries.Timelines;

/// <summary>The part of a post or boost that timelines cache.</summary>
public sealed record TimelineEntry(PostId Id, Visibility Visibility, PostId? InReplyTo, AccountId? InReplyToAuthor, bool IsBoost);
