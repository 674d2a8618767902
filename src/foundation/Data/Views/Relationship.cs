using Plaza.Contracts.Ids;
using Plaza.Data.Views.Memory;

namespace Plaza.Data.Views;

/// <summary>How the viewer stands to an account.</summary>
public sealed record Relationship(AccountId Account, bool Follows, bool IsFollowedBy) : IWeighed
{
    int IWeighed.Bytes => 40;
}
