using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A suspended account may be used again.</summary>
[EventName("authentication.account_restored")]
public sealed record AccountRestored(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
