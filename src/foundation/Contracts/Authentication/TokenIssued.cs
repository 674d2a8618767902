using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>A token acts for a user from now on; without an app it was made by the operator.</summary>
[EventName("authentication.token_issued")]
public sealed record TokenIssued(AccountId Account, AppId? App, TokenId Token) : IEvent
{
    public string Subject => Account.ToString();
}
