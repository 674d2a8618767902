using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Authentication;

/// <summary>Somebody gave a wrong name or password. Told live and not written down, so that guessing fills no disk.</summary>
[EventName("authentication.login_failed")]
public sealed record LoginFailed(AccountId? Account) : IEvent
{
    public string Subject => Account?.ToString() ?? "";
}
