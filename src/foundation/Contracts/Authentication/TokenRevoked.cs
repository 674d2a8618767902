using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A token is worth nothing from now on. Without an account it was one that an app held for itself.</summary>
[EventName("authentication.token_revoked")]
public sealed record TokenRevoked(TokenId Token, AccountId? Account) : IEvent
{
    public string Subject => Account?.ToString() ?? "";
}
