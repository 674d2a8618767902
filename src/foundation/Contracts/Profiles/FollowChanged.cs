using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>The options of a follow were changed.</summary>
[EventName("profiles.follow_changed")]
public sealed record FollowChanged(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}
