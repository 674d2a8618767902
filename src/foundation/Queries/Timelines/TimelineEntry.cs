using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Queries.Timelines;

/// <summary>What a timeline stores of a post or boost.</summary>
public sealed record TimelineEntry(PostId Id, Visibility Visibility, PostId? InReplyTo, AccountId? InReplyToAuthor, bool IsBoost);
