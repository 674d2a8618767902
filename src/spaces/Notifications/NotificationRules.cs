using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Tables.Notifications;
using Plaza.Spaces.Events;

namespace Plaza.Notifications;

/// <summary>Decides which accounts an event notifies. Shared by deliveries and the replay of the journal.</summary>
internal static class NotificationRules
{
    /// <summary>Own actions do not notify. Whether a recipient may see the post is decided when notifications are read.</summary>
    public static IEnumerable<NewNotification> For(IEvent @event) =>
        NotificationsOf(@event).Where(notification => notification.Account != notification.Actor);

    private static IEnumerable<NewNotification> NotificationsOf(IEvent @event) => @event switch
    {
        PostPublished published => RecipientsOf(published)
            .Select(account => new NewNotification(account, NotificationKind.Mention, published.Author, published.Post)),
        PostFavourited favourited => [new(favourited.Author, NotificationKind.Favourite, favourited.By, favourited.Post)],
        PostBoosted boosted => [new(boosted.Author, NotificationKind.Boost, boosted.By, boosted.Post)],
        AccountFollowed followed => [new(followed.Followed, NotificationKind.Follow, followed.Follower, null)],
        _ => [],
    };

    /// <summary>The accounts that a post mentions, and the author of the post that it replies to.</summary>
    private static IEnumerable<AccountId> RecipientsOf(PostPublished published) =>
        (published.InReplyToAuthor is { } author ? published.Mentions.Append(author) : published.Mentions).Distinct();
}
