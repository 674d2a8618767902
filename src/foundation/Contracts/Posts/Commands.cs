using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>A command: boosts a post. Returns the boost, the earlier one where there is one. Only public and unlisted posts can be boosted.</summary>
public sealed record BoostPost(AccountId By, PostId Post) : IRequest<PostId>
{
    /// <summary>For whom the boost is: public, unlisted or followers. Null for what the account publishes by default.</summary>
    public Visibility? Visibility { get; init; }
}

/// <summary>An order of the author, or of an admin.</summary>
public sealed record DeletePost(PostId Post, AccountId By) : IRequest<bool>
{
    /// <summary>Set where the door has seen that the caller is an admin.</summary>
    public bool AsAdmin { get; init; }
}

/// <summary>An order. False when it was so already.</summary>
public sealed record FavouritePost(AccountId By, PostId Post) : IRequest<bool>;

/// <summary>An order. Refuses blank and too long texts, and answers to what the author may not see.</summary>
/// <param name="Visibility">Null for what the account publishes by default.</param>
public sealed record PublishPost(AccountId Author, string Text, Visibility? Visibility) : IRequest<PostId>
{
    /// <summary>
    /// How many characters text and content warning may have together, counted as Mastodon counts them: a grapheme is one, a link is 23,
    /// <c>@user@domain</c> is as long as <c>@user</c>.
    /// </summary>
    public const int MaxCharacters = 500;

    /// <summary>In UTF-16 units.</summary>
    public const int MaxIdempotencyKeyLength = 256;

    public PostId? InReplyTo { get; init; }

    /// <summary>Shown instead of the text until the reader asks for it; it counts towards the length.</summary>
    public string ContentWarning { get; init; } = "";

    /// <summary>The media behind the warning are sensitive. Null for the account's default.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>A language tag (BCP 47) such as <c>en</c>. Null, or one that is not known, for the account's default, else the server's language.</summary>
    public string? Language { get; init; }

    /// <summary>The app that writes, if it is not the website.</summary>
    public AppId? App { get; init; }

    /// <summary>
    /// The same key of the same author and app gives the same post for an hour, also when the post, or the post that it answers, was deleted meanwhile.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>An order. False when it was so already.</summary>
public sealed record WithdrawBoost(AccountId By, PostId Post) : IRequest<bool>;

/// <summary>An order. False when it was so already.</summary>
public sealed record WithdrawFavourite(AccountId By, PostId Post) : IRequest<bool>;
