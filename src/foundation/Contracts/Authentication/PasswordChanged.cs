using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A user has set a new password; the other sessions and all tokens have ended.</summary>
[EventName("authentication.password_changed")]
public sealed record PasswordChanged(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
