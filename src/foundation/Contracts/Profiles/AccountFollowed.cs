using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>An account follows another from now on.</summary>
[EventName("profiles.followed")]
public sealed record AccountFollowed(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}
