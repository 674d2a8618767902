using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A user has logged in with a browser.</summary>
[EventName("authentication.logged_in")]
public sealed record LoggedIn(AccountId Account, SessionId Session) : IEvent
{
    public string Subject => Account.ToString();
}
