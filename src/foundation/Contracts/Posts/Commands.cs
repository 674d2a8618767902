using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Posts;

/// <summary>Boosts a post. Returns the id of the boost; that of the earlier boost where one exists. Only public and unlisted posts can be boosted.</summary>
public sealed record BoostPost(AccountId By, PostId Post) : ICommand<PostId>
{
    /// <summary>The audience of the boost: public, unlisted or followers. Null for the default of the account.</summary>
    public Visibility? Visibility { get; init; }
}

/// <summary>Deletes a post, for its author or an admin. Returns false when it does not exist.</summary>
public sealed record DeletePost(PostId Post, AccountId By) : ICommand<bool>
{
    /// <summary>Set by the door when the caller is an admin.</summary>
    public bool AsAdmin { get; init; }
}

/// <summary>Adds a favourite. Returns false when it exists already.</summary>
public sealed record FavouritePost(AccountId By, PostId Post) : ICommand<bool>;

/// <summary>Publishes a post. Returns its id. Rejects blank texts, texts beyond <see cref="PostLimits"/>, and replies to posts that the author may not see.</summary>
/// <param name="Visibility">Null for the default of the account.</param>
public sealed record PublishPost(AccountId Author, string Text, Visibility? Visibility) : ICommand<PostId>
{
    public PostId? InReplyTo { get; init; }

    /// <summary>Shown instead of the text until the reader opens it; counts towards the length.</summary>
    public string ContentWarning { get; init; } = "";

    /// <summary>The media behind the warning are sensitive. Null for the account's default.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>A language tag (BCP 47) such as <c>en</c>. Null, or one that is not known, for the account's default, else the server's language.</summary>
    public string? Language { get; init; }

    /// <summary>The app of the request; null for the website.</summary>
    public AppId? App { get; init; }

    /// <summary>
    /// The same key of the same author and app returns the same post for one hour, also when the post or its parent was deleted since.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Withdraws a boost. Returns false when there is none.</summary>
public sealed record WithdrawBoost(AccountId By, PostId Post) : ICommand<bool>;

/// <summary>Withdraws a favourite. Returns false when there is none.</summary>
public sealed record WithdrawFavourite(AccountId By, PostId Post) : ICommand<bool>;
