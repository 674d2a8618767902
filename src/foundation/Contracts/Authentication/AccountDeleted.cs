using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>An account is gone with all that it said.</summary>
[EventName("authentication.account_deleted")]
public sealed record AccountDeleted(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
