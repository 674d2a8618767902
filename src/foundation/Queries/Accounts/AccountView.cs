using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Accounts;

/// <summary>An account with profile and counts, the same for every viewer. Immutable and cached.</summary>
/// <param name="Name">The display name; the handle where none is set.</param>
/// <param name="Bio">As typed.</param>
/// <param name="BioHtml">Escaped, with links; links to pages of this server are relative to the root.</param>
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
    bool IsSuspended) : ISizedEntry
{
    /// <summary>The defaults for new posts of the account.</summary>
    public PostingDefaults Posting { get; init; } = PostingDefaults.Initial;

    public RenderedFragments Renderings { get; } = new();

    /// <summary>Changes whenever the account is loaded again.</summary>
    public long Version { get; } = ViewVersion.Next();

    /// <summary>The texts, and their fragments of JSON and HTML.</summary>
    int ISizedEntry.Bytes => 5_000 + (2 * Bio.Length) + (6 * (BioHtml.Length + Name.Length));
}

/// <param name="Language">Null for the server's language.</param>
public sealed record PostingDefaults(Visibility Visibility, bool Sensitive, string? Language)
{
    /// <summary>The defaults of an account that has set none.</summary>
    public static PostingDefaults Initial { get; } = new(Visibility.Public, Sensitive: false, Language: null);
}
