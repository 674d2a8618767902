using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>An account may not be used or seen until it is restored.</summary>
[EventName("authentication.account_suspended")]
public sealed record AccountSuspended(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
