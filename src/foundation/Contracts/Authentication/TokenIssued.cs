using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>An app may act for a user from now on.</summary>
[EventName("authentication.token_issued")]
public sealed record TokenIssued(AccountId Account, AppId App, TokenId Token) : IEvent
{
    public string Subject => Account.ToString();
}
