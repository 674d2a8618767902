using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Profiles;

/// <summary>An account shows itself differently from now on.</summary>
[EventName("profiles.changed")]
public sealed record ProfileChanged(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}
