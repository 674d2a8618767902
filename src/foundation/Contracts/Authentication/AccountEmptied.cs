using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>Of what a deleted account has written, liked and followed nothing is left. What the journal says of it is erased next.</summary>
[EventName("authentication.account_emptied")]
public sealed record AccountEmptied(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
