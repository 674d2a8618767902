using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Profiles;

/// <summary>A command: changes the display name (0 to 30 characters) and the bio (0 to 500 characters). What is null stays as it is.</summary>
public sealed record ChangeProfile(AccountId Account, string? Name, string? Bio) : IRequest<bool>;
