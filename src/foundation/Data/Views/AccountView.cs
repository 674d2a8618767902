using Plaza.Contracts.Ids;

namespace Plaza.Data.Views;

/// <summary>An account as others see it.</summary>
/// <param name="Name">The display name; the handle where none was chosen.</param>
/// <param name="Bio">As typed.</param>
/// <param name="BioHtml">Escaped and linked; links to own pages start at the root.</param>
/// <param name="Posts">Posts and boosts.</param>
public sealed record AccountView(
    AccountId Id,
    string Handle,
    string Name,
    string Bio,
    string BioHtml,
    DateTimeOffset CreatedAt,
    int Posts,
    int Followers,
    int Following,
    DateTimeOffset? LastPostAt,
    bool IsAdmin,
    bool IsSuspended);
