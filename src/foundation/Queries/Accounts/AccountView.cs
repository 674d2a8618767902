using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Accounts;

/// <summary>An account as others see it, the same whoever looks. It stays in memory while it is looked at.</summary>
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
    bool IsSuspended) : ISizedEntry
{
    /// <summary>What the account's posts are when nothing else is said.</summary>
    public PostingDefaults Posting { get; init; } = PostingDefaults.Initial;

    public RenderedFragments Renderings { get; } = new();

    /// <summary>Another whenever it was read anew.</summary>
    public long Version { get; } = ViewVersion.Next();

    /// <summary>The texts, and twice as JSON and as a piece of a page.</summary>
    int ISizedEntry.Bytes => 5_000 + (2 * Bio.Length) + (6 * (BioHtml.Length + Name.Length));
}

/// <param name="Language">Null for the server's language.</param>
public sealed record PostingDefaults(Visibility Visibility, bool Sensitive, string? Language)
{
    /// <summary>Those of an account that has chosen none.</summary>
    public static PostingDefaults Initial { get; } = new(Visibility.Public, Sensitive: false, Language: null);
}
