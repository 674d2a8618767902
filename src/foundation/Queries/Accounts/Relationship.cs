using Plaza.Contracts.Ids;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Accounts;

/// <summary>How a viewer relates to an account.</summary>
/// <param name="ShowsBoosts">Whether the account's boosts appear on the viewer's home timeline; false where the viewer does not follow it.</param>
public sealed record Relationship(AccountId Account, bool Follows, bool IsFollowedBy, bool ShowsBoosts) : ISizedEntry
{
    int ISizedEntry.Bytes => 40;
}
