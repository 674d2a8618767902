using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A user has shown that the e-mail address is theirs.</summary>
[EventName("authentication.email_confirmed")]
public sealed record EmailConfirmed(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
