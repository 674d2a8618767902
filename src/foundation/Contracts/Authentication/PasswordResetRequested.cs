using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>Somebody asked for a new password of this account, whose address is confirmed.</summary>
[EventName("authentication.password_reset_requested")]
public sealed record PasswordResetRequested(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
