using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Data.Tables.Posts;

/// <summary>A post, or a boost: a row without text that refers to the boosted post.</summary>
[Index(nameof(Author), nameof(Id), nameof(Visibility))]
[Index(nameof(InReplyTo), nameof(Id))]
[Index(nameof(Visibility), nameof(BoostOf), nameof(Id))]
public sealed class PostRow
{
    public required PostId Id { get; init; }

    public required AccountId Author { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>As typed, with line feeds.</summary>
    public required string Text { get; init; }

    /// <summary>Escaped, with links; links to pages of this server are relative to the root.</summary>
    public required string Html { get; init; }

    public required string ContentWarning { get; init; }

    public required bool Sensitive { get; init; }

    public string? Language { get; init; }

    public PostId? InReplyTo { get; init; }

    public AccountId? InReplyToAuthor { get; init; }

    public PostId? BoostOf { get; init; }

    public AppId? App { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The journal entry that published it.</summary>
    public required long Sequence { get; init; }

    /// <summary>All replies.</summary>
    public int Replies { get; init; }

    /// <summary>The replies that everyone may see.</summary>
    public int PublicReplies { get; init; }

    public int Boosts { get; init; }

    public int Favourites { get; init; }
}
