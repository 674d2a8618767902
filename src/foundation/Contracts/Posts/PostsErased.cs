using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>All that a deleted account had written, marked as a favourite and been named in is gone: posts of others are counted and shown without it.</summary>
[EventName("posts.erased")]
public sealed record PostsErased(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
