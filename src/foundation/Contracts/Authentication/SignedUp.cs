using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>Somebody has made an account here.</summary>
[EventName("authentication.signed_up")]
public sealed record SignedUp(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
