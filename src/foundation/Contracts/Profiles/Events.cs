using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>An account follows another from now on.</summary>
[EventName("profiles.followed")]
public sealed record AccountFollowed(AccountId Follower, AccountId Followed) : IEvent
{
    public string Subject => Follower.ToString();
}

/// <summary>An account follows another no more.</summary>
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

/// <summary>Nobody follows a deleted account any more, and it follows nobody: others are counted without it.</summary>
[EventName("profiles.follows_erased")]
public sealed record FollowsErased(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>An account shows itself differently from now on.</summary>
[EventName("profiles.changed")]
public sealed record ProfileChanged(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
