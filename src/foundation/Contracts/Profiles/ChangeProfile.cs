using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Profiles;

/// <summary>An order: the display name (0 to 30 characters) and the bio (0 to 500 characters).</summary>
public sealed record ChangeProfile(AccountId Account, string Name, string Bio) : IRequest<bool>;
