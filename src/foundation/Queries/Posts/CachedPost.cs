using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Posts;

/// <summary>A post or boost, the same for every viewer. Immutable and cached.</summary>
public sealed class CachedPost : ISizedEntry
{
    public required PostId Id { get; init; }

    public required AccountId Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required Visibility Visibility { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required string ContentWarning { get; init; }

    public required bool Sensitive { get; init; }

    public string? Language { get; init; }

    public PostId? InReplyTo { get; init; }

    public PostId? BoostOf { get; init; }

    public AppView? App { get; init; }

    /// <summary>The replies that everyone may see: the count that is shown.</summary>
    public int Replies { get; init; }

    /// <summary>All replies, also restricted ones.</summary>
    public int AllReplies { get; init; }

    public int Boosts { get; init; }

    public int Favourites { get; init; }

    public IReadOnlyList<MentionView> Mentions { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public RenderedFragments Renderings { get; } = new();

    /// <summary>Changes whenever the post is loaded again.</summary>
    public long Version { get; } = ViewVersion.Next();

    /// <summary>The texts, their JSON, and two HTML fragments in UTF-16.</summary>
    int ISizedEntry.Bytes => 8_500 + (2 * Text.Length) + (14 * (Html.Length + ContentWarning.Length)) + (200 * (Mentions.Count + Tags.Count));
}

/// <summary>The app that published a post.</summary>
public sealed record AppView(string Name, string? Website);

/// <summary>An account that a post mentions.</summary>
public sealed record MentionView(AccountId Id, string Handle);
