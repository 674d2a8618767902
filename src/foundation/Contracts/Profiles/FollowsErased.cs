using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>Nobody follows a deleted account any more, and it follows nobody: others are counted without it.</summary>
[EventName("profiles.follows_erased")]
public sealed record FollowsErased(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
