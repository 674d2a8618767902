using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>An account marked a post as a favourite.</summary>
[EventName("posts.favourited")]
public sealed record PostFavourited(PostId Post, AccountId Author, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}
