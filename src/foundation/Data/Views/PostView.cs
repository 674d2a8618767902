using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Data.Views;

/// <summary>A post as one viewer sees it; or a boost, with the post that it passes on in <see cref="Boosted"/>.</summary>
public sealed record PostView
{
    public required PostId Id { get; init; }

    public required AccountView Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>As typed.</summary>
    public required string Text { get; init; }

    /// <summary>Escaped and linked; links to own pages start at the root.</summary>
    public required string Html { get; init; }

    public required string ContentWarning { get; init; }

    public required bool Sensitive { get; init; }

    public string? Language { get; init; }

    /// <summary>Which post this answers; null when it answers nothing, or nothing that the viewer may see.</summary>
    public PostId? InReplyTo { get; init; }

    /// <summary>Who wrote what this answers; null together with it, or when the account is gone.</summary>
    public AccountView? InReplyToAuthor { get; init; }

    /// <summary>The post that this boost passes on; null for a post.</summary>
    public PostView? Boosted { get; init; }

    /// <summary>The app it was written with; null for the website.</summary>
    public AppView? App { get; init; }

    public required int Replies { get; init; }

    public required int Boosts { get; init; }

    public required int Favourites { get; init; }

    /// <summary>Whether the viewer marked it as a favourite.</summary>
    public required bool IsFavourite { get; init; }

    /// <summary>Whether the viewer has boosted it.</summary>
    public required bool IsBoosted { get; init; }

    /// <summary>Whom it names, where they still are.</summary>
    public required IReadOnlyList<AccountView> Mentions { get; init; }

    /// <summary>Lower-case, without the sign.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
}

/// <summary>The app that a post was written with.</summary>
public sealed record AppView(string Name, string? Website);
