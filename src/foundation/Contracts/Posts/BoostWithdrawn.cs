using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>An account no longer passes a post on.</summary>
[EventName("posts.boost_withdrawn")]
public sealed record BoostWithdrawn(PostId Boost, PostId Post, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}
