using Plaza.Contracts.Ids;

namespace Plaza.Data.Views;

/// <summary>How the viewer stands to an account.</summary>
public sealed record Relationship(AccountId Account, bool Follows, bool IsFollowedBy);
