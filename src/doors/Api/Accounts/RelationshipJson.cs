using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>How the user stands to an account. What does not exist here is said to be not so.</summary>
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

/// <summary>Whom the user follows among those who follow an account.</summary>
internal sealed record FamiliarFollowersJson(AccountId Id, IReadOnlyList<AccountJson> Accounts);
