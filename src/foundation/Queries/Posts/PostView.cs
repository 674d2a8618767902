using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;

namespace Plaza.Queries.Posts;

/// <summary>A post as one viewer sees it, or a boost with the post in <see cref="Boosted"/>.</summary>
public sealed class PostView
{
    internal PostView(CachedPost stored, AccountView author) => (Stored, Author) = (stored, author);

    /// <summary>The part that is the same for every viewer.</summary>
    public CachedPost Stored { get; }

    public AccountView Author { get; }

    /// <summary>The boosted post; null for a post.</summary>
    public PostView? Boosted { get; internal init; }

    /// <summary>The post that this replies to; null when there is none, or none that the viewer may see.</summary>
    public PostId? InReplyTo { get; internal init; }

    /// <summary>The author of the post that this replies to; null together with it.</summary>
    public AccountView? InReplyToAuthor { get; internal init; }

    /// <summary>Whether the viewer has favourited it.</summary>
    public bool IsFavourite { get; internal init; }

    /// <summary>Whether the viewer has boosted it.</summary>
    public bool IsBoosted { get; internal init; }

    public PostId Id => Stored.Id;

    public DateTimeOffset CreatedAt => Stored.CreatedAt;

    public Visibility Visibility => Stored.Visibility;

    /// <summary>As typed.</summary>
    public string Text => Stored.Text;

    /// <summary>Escaped, with links; links to pages of this server are relative to the root.</summary>
    public string Html => Stored.Html;

    public string ContentWarning => Stored.ContentWarning;

    public bool Sensitive => Stored.Sensitive;

    public string? Language => Stored.Language;

    /// <summary>The app that published it; null for the website.</summary>
    public AppView? App => Stored.App;

    public int Replies => Stored.Replies;

    public int Boosts => Stored.Boosts;

    public int Favourites => Stored.Favourites;

    /// <summary>The mentioned accounts that exist.</summary>
    public IReadOnlyList<MentionView> Mentions => Stored.Mentions;

    /// <summary>Lower-case, without the number sign.</summary>
    public IReadOnlyList<string> Tags => Stored.Tags;
}
