using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>An account withdrew a boost.</summary>
[EventName("posts.boost_withdrawn")]
public sealed record BoostWithdrawn(PostId Boost, PostId Post, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}

/// <summary>An account withdrew a favourite.</summary>
[EventName("posts.favourite_withdrawn")]
public sealed record FavouriteWithdrawn(PostId Post, AccountId Author, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}

/// <summary>An account boosted a post.</summary>
[EventName("posts.boosted")]
public sealed record PostBoosted(PostId Boost, PostId Post, AccountId Author, AccountId By) : IEvent
{
    /// <summary>The audience of the boost. Entries of versions without this property are public.</summary>
    public Visibility Visibility { get; init; }

    public string Subject => By.ToString();
}

/// <summary>A post was deleted, with its favourites and boosts.</summary>
[EventName("posts.deleted")]
public sealed record PostDeleted(PostId Post, AccountId Author) : IEvent
{
    /// <summary>The boosts that were deleted with the post.</summary>
    public IReadOnlyList<RemovedBoost> Boosts { get; init; } = [];

    /// <summary>The post that the deleted one replied to, whose number of replies falls by one.</summary>
    public PostId? InReplyTo { get; init; }

    public string Subject => Author.ToString();
}

/// <summary>An account marked a post as a favourite.</summary>
[EventName("posts.favourited")]
public sealed record PostFavourited(PostId Post, AccountId Author, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}

/// <summary>An account published a post. Carries what other spaces need to decide whether the post is relevant to them, but not its text.</summary>
[EventName("posts.published")]
public sealed record PostPublished(PostId Post, AccountId Author, Visibility Visibility) : IEvent
{
    public PostId? InReplyTo { get; init; }

    /// <summary>The author of the post that this one replies to.</summary>
    public AccountId? InReplyToAuthor { get; init; }

    public IReadOnlyList<AccountId> Mentions { get; init; } = [];

    /// <summary>Keys of hashtags (<see cref="Plaza.Contracts.Text.Hashtag.KeyOf"/>); in entries of older versions only lower-case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string Subject => Author.ToString();
}

/// <summary>The posts, boosts, favourites and mentions of a deleted account are erased; counts of other accounts' posts no longer include them.</summary>
[EventName("posts.erased")]
public sealed record PostsErased(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A boost that was deleted with its post.</summary>
/// <param name="Boost">The id of the boost on timelines.</param>
/// <param name="By">The account that boosted.</param>
public readonly record struct RemovedBoost(PostId Boost, AccountId By);

/// <summary>The audience of a post. Stored by number: never renumber.</summary>
public enum Visibility
{
    /// <summary>Everyone; on the local timeline.</summary>
    Public = 0,

    /// <summary>Everyone; not on the local timeline, tag pages or trends.</summary>
    Unlisted = 1,

    /// <summary>Followers of the author and mentioned accounts. Called private in Mastodon's API.</summary>
    Followers = 2,

    /// <summary>Mentioned accounts only. Called direct in Mastodon's API.</summary>
    Direct = 3,
}

/// <summary>Rules that follow from the visibility of a post alone.</summary>
public static class PublicVisibility
{
    extension(Visibility visibility)
    {
        /// <summary>Whether everyone may see such posts, logged in or anonymous, unless the author is suspended.</summary>
        public bool IsForEveryone => visibility is Visibility.Public or Visibility.Unlisted;
    }
}
