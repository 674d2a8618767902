using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>An account follows another no more.</summary>
[EventName("profiles.unfollowed")]
public sealed record AccountUnfollowed(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}
