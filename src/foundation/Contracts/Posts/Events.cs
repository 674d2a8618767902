using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

/// <summary>An account no longer passes a post on.</summary>
[EventName("posts.boost_withdrawn")]
public sealed record BoostWithdrawn(PostId Boost, PostId Post, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}

/// <summary>A post is no favourite of an account any more.</summary>
[EventName("posts.favourite_withdrawn")]
public sealed record FavouriteWithdrawn(PostId Post, AccountId Author, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}

/// <summary>An account has passed a post on to its followers.</summary>
[EventName("posts.boosted")]
public sealed record PostBoosted(PostId Boost, PostId Post, AccountId Author, AccountId By) : IEvent
{
    /// <summary>For whom the boost is. Boosts from before this was known were public.</summary>
    public Visibility Visibility { get; init; }

    public string Subject => By.ToString();
}

/// <summary>A post is gone, with its favourites and boosts.</summary>
[EventName("posts.deleted")]
public sealed record PostDeleted(PostId Post, AccountId Author) : IEvent
{
    /// <summary>The boosts that went with it.</summary>
    public IReadOnlyList<RemovedBoost> Boosts { get; init; } = [];

    /// <summary>What it answered, which has an answer less.</summary>
    public PostId? InReplyTo { get; init; }

    public string Subject => Author.ToString();
}

/// <summary>An account marked a post as a favourite.</summary>
[EventName("posts.favourited")]
public sealed record PostFavourited(PostId Post, AccountId Author, AccountId By) : IEvent
{
    public string Subject => By.ToString();
}

/// <summary>An account has published a post. Carries what any space needs in order to decide whether the post concerns it; the text stays with Posts.</summary>
[EventName("posts.published")]
public sealed record PostPublished(PostId Post, AccountId Author, Visibility Visibility) : IEvent
{
    public PostId? InReplyTo { get; init; }

    /// <summary>Who wrote the post that this one answers.</summary>
    public AccountId? InReplyToAuthor { get; init; }

    public IReadOnlyList<AccountId> Mentions { get; init; } = [];

    /// <summary>Keys of hashtags (<see cref="Plaza.Contracts.Text.Hashtag.KeyOf"/>); in entries of older versions only lower-case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string Subject => Author.ToString();
}

/// <summary>All that a deleted account had written, marked as a favourite and been named in is gone: posts of others are counted and shown without it.</summary>
[EventName("posts.erased")]
public sealed record PostsErased(AccountId Account) : IEvent
{
    public string Subject => Account.ToString();
}

/// <summary>A boost that went with the post that it passed on.</summary>
/// <param name="Boost">Where it stood on timelines.</param>
/// <param name="By">Who made it.</param>
public readonly record struct RemovedBoost(PostId Boost, AccountId By);
