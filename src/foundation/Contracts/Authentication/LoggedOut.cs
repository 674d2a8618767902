using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A session has ended: by its user, by a new password, by suspension.</summary>
[EventName("authentication.logged_out")]
public sealed record LoggedOut(AccountId Account, SessionId Session) : IEvent
{
    public string Subject => Account.ToString();
}
