using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>The relationship of the user to an account. Features that Plaza does not have are reported as off.</summary>
internal sealed record RelationshipJson(AccountId Id, bool Following, bool FollowedBy, bool ShowingReblogs)
{
    public bool Notifying => false;

    public IReadOnlyList<string> Languages { get; } = [];

    public bool Blocking => false;

    public bool BlockedBy => false;

    public bool Muting => false;

    public bool MutingNotifications => false;

    public bool Requested => false;

    public bool RequestedBy => false;

    public bool DomainBlocking => false;

    public bool Endorsed => false;

    public string Note => "";

    public static RelationshipJson From(Relationship relationship) =>
        new(relationship.Account, relationship.Follows, relationship.IsFollowedBy, relationship.ShowsBoosts);
}

/// <summary>The followers of an account that the user follows too.</summary>
internal sealed record FamiliarFollowersJson(AccountId Id, IReadOnlyList<AccountJson> Accounts);
