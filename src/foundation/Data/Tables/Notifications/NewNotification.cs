using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Events;

namespace Plaza.Data.Tables.Notifications;

/// <summary>Somebody to be told of something: the same is told once.</summary>
/// <param name="Post">What it is about; null for a follow.</param>
public sealed record NewNotification(AccountId Account, NotificationKind Kind, AccountId Actor, PostId? Post)
{
    /// <summary>Who is told of an event. Whether they may see the post is asked when they look.</summary>
    public static IEnumerable<NewNotification> Of(IEvent @event) => Concerning(@event).Where(one => one.Account != one.Actor);

    private static IEnumerable<NewNotification> Concerning(IEvent @event) => @event switch
    {
        PostPublished posted => Concerned(posted).Select(account => new NewNotification(account, NotificationKind.Mention, posted.Author, posted.Post)),
        PostFavourited liked => [new(liked.Author, NotificationKind.Favourite, liked.By, liked.Post)],
        PostBoosted boosted => [new(boosted.Author, NotificationKind.Boost, boosted.By, boosted.Post)],
        AccountFollowed followed => [new(followed.Followed, NotificationKind.Follow, followed.Follower, null)],
        _ => [],
    };

    /// <summary>Those whom a post names, and whoever it answers.</summary>
    private static IEnumerable<AccountId> Concerned(PostPublished posted) =>
        (posted.InReplyToAuthor is { } answered ? posted.Mentions.Append(answered) : posted.Mentions).Distinct();
}
