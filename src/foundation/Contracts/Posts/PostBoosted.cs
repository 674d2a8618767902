using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>An account has passed a post on to its followers.</summary>
[EventName("posts.boosted")]
public sealed record PostBoosted(PostId Boost, PostId Post, AccountId Author, AccountId By) : IEvent
{
    /// <summary>For whom the boost is. Boosts from before this was known were public.</summary>
    public Visibility Visibility { get; init; }

    public string Subject => By.ToString();
}
