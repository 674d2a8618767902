using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>A post is no favourite of an account any more.</summary>
[EventName("posts.favourite_withdrawn")]
public sealed record FavouriteWithdrawn(PostId Post, AccountId Author, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}
