using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>A post is gone, with its favourites and boosts.</summary>
[EventName("posts.deleted")]
public sealed record PostDeleted(PostId Post, AccountId Author) : IEvent
{
    /// <summary>The boosts that went with it.</summary>
    public IReadOnlyList<RemovedBoost> Boosts { get; init; } = [];

    /// <summary>What it answered, which has an answer less.</summary>
    public PostId? InReplyTo { get; init; }

    public string Subject => Author.ToString();
}
