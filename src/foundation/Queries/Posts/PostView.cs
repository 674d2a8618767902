using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Posts;

/// <summary>A post as one viewer sees it; or a boost, with the post that it passes on in <see cref="Boosted"/>.</summary>
public sealed class PostView
{
    internal PostView(CachedPost stored, AccountView author) => (Stored, Author) = (stored, author);

    /// <summary>What of it is the same for every viewer.</summary>
    public CachedPost Stored { get; }

    public AccountView Author { get; }

    /// <summary>The post that this boost passes on; null for a post.</summary>
    public PostView? Boosted { get; internal init; }

    /// <summary>Which post this answers; null when it answers nothing, or nothing that the viewer may see.</summary>
    public PostId? InReplyTo { get; internal init; }

    /// <summary>Who wrote what this answers; null together with it.</summary>
    public AccountView? InReplyToAuthor { get; internal init; }

    /// <summary>Whether the viewer marked it as a favourite.</summary>
    public bool IsFavourite { get; internal init; }

    /// <summary>Whether the viewer has boosted it.</summary>
    public bool IsBoosted { get; internal init; }

    public PostId Id => Stored.Id;

    public DateTimeOffset CreatedAt => Stored.CreatedAt;

    public Visibility Visibility => Stored.Visibility;

    /// <summary>As typed.</summary>
    public string Text => Stored.Text;

    /// <summary>Escaped and linked; links to own pages start at the root.</summary>
    public string Html => Stored.Html;

    public string ContentWarning => Stored.ContentWarning;

    public bool Sensitive => Stored.Sensitive;

    public string? Language => Stored.Language;

    /// <summary>The app it was written with; null for the website.</summary>
    public AppView? App => Stored.App;

    public int Replies => Stored.Replies;

    public int Boosts => Stored.Boosts;

    public int Favourites => Stored.Favourites;

    /// <summary>Whom it names, where they still are.</summary>
    public IReadOnlyList<MentionView> Mentions => Stored.Mentions;

    /// <summary>Lower-case, without the sign.</summary>
    public IReadOnlyList<string> Tags => Stored.Tags;
}
