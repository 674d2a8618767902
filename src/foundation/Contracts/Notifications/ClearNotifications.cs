using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Notifications;

/// <summary>An order: empty the list.</summary>
public sealed record ClearNotifications(AccountId Account) : IRequest<bool>;
