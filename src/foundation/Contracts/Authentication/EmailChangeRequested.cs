using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A user named another e-mail address, which counts once it is confirmed. The address is not part of the event.</summary>
[EventName("authentication.email_change_requested")]
public sealed record EmailChangeRequested(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
