using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Posts;

/// <summary>A post or boost as it is in tables, the same whoever looks. It stays in memory while it is looked at.</summary>
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

    /// <summary>The replies that everyone may see: the number that is shown.</summary>
    public int Replies { get; init; }

    /// <summary>All replies, whoever may see them.</summary>
    public int AllReplies { get; init; }

    public int Boosts { get; init; }

    public int Favourites { get; init; }

    public IReadOnlyList<MentionView> Mentions { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public RenderedFragments Renderings { get; } = new();

    /// <summary>Another whenever it was read anew.</summary>
    public long Version { get; } = ViewVersion.Next();

    /// <summary>The texts, as JSON, and as a piece of two pages in UTF-16.</summary>
    int ISizedEntry.Bytes => 8_500 + (2 * Text.Length) + (14 * (Html.Length + ContentWarning.Length)) + (200 * (Mentions.Count + Tags.Count));
}

/// <summary>The app that a post was written with.</summary>
public sealed record AppView(string Name, string? Website);

/// <summary>An account that a post names.</summary>
public sealed record MentionView(AccountId Id, string Handle);
