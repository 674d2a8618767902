using Plaza.Contracts.Ids;
using Plaza.Spaces.Events;

namespace Plaza.Contracts.Posts;

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
