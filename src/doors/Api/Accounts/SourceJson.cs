using Plaza.Api.Posts;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>The editable source of a profile and the posting defaults, for forms.</summary>
/// <param name="Note">The bio as typed.</param>
/// <param name="Privacy">The default visibility of new posts; <paramref name="Sensitive"/> and <paramref name="Language"/> are defaults too.</param>
internal sealed record SourceJson(string Note, string Privacy, bool Sensitive, string Language)
{
    public IReadOnlyList<string> Fields { get; } = [];

    public int FollowRequestsCount => 0;

    public bool HideCollections => false;

    public bool Discoverable => true;

    public bool Indexable => false;

    public IReadOnlyList<string> AttributionDomains { get; } = [];

    public string QuotePolicy => "nobody";

    /// <param name="language">The server's language, used where the account has none.</param>
    public static SourceJson Of(AccountView account, string language) => new(
        account.Bio, VisibilityNames.NameOf(account.Posting.Visibility), account.Posting.Sensitive, account.Posting.Language ?? language);
}

/// <param name="Permissions">Mastodon's permission bits; 1 grants all.</param>
internal sealed record RoleJson(string Id, string Name, string Permissions, string Color, bool Highlighted)
{
    private static readonly RoleJson Admin = new("1", "Admin", "1", "", true);
    private static readonly RoleJson Everyone = new("-99", "", "0", "", false);

    public static RoleJson Of(AccountView account) => account.IsAdmin ? Admin : Everyone;
}
