using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>An account followed another.</summary>
[EventName("profiles.followed")]
public sealed record AccountFollowed(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}

/// <summary>An account unfollowed another.</summary>
[EventName("profiles.unfollowed")]
public sealed record AccountUnfollowed(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}

/// <summary>The options of a follow were changed.</summary>
[EventName("profiles.follow_changed")]
public sealed record FollowChanged(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}

/// <summary>All follows from and to a deleted account are erased; counts of other accounts no longer include them.</summary>
[EventName("profiles.follows_erased")]
public sealed record FollowsErased(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>The display name, bio or posting defaults of an account changed.</summary>
[EventName("profiles.changed")]
public sealed record ProfileChanged(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
