using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Notifications;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Notifications;

/// <summary>Tells accounts what concerns them: who named, answered, liked, boosted or followed them.</summary>
internal sealed class NotificationsSpace(StoredNotifications notifications, Committer committer) : Space("notifications")
{
    protected override void Configure(SpaceBuilder space) => space
        .Durably<PostPublished>(TellMentioned)
        .Durably<PostDeleted>((deleted, context) => context.Effect(commit => notifications.RemoveOf(commit, deleted.Post)))
        .Durably<PostFavourited>((liked, context) => Tell(context, liked.Author, NotificationKind.Favourite, liked.By, liked.Post))
        .Durably<FavouriteWithdrawn>((liked, context) => Untell(context, liked.Author, NotificationKind.Favourite, liked.By, liked.Post))
        .Durably<PostBoosted>((boosted, context) => Tell(context, boosted.Author, NotificationKind.Boost, boosted.By, boosted.Post))
        .Durably<BoostWithdrawn>((boosted, context) => context.Effect(commit => notifications.RemoveOf(commit, NotificationKind.Boost, boosted.By, boosted.Post)))
        .Durably<AccountFollowed>((followed, context) => Tell(context, followed.Followed, NotificationKind.Follow, followed.Follower, null))
        .Durably<AccountUnfollowed>((left, context) => Untell(context, left.Followed, NotificationKind.Follow, left.Follower, null))
        .Durably<AccountDeleted>((deleted, context) => context.Effect(commit => notifications.RemoveAll(commit, deleted.Account)))
        .Answers<ReadNotifications, bool>(ReadAsync)
        .Answers<DismissNotification, bool>(DismissAsync)
        .Answers<ClearNotifications, bool>(ClearAsync);

    /// <summary>Those whom a post names, and whoever it answers. Whether they may see it is asked when they look.</summary>
    private void TellMentioned(PostPublished posted, EventContext context)
    {
        var concerned = posted.InReplyToAuthor is { } answered ? posted.Mentions.Append(answered) : posted.Mentions;
        foreach (var account in concerned.Distinct())
            Tell(context, account, NotificationKind.Mention, posted.Author, posted.Post);
    }

    private void Tell(EventContext context, AccountId account, NotificationKind kind, AccountId actor, PostId? post)
    {
        if (account != actor)
            context.Effect(commit => notifications.Add(commit, account, kind, actor, post));
    }

    private void Untell(EventContext context, AccountId account, NotificationKind kind, AccountId actor, PostId? post) =>
        context.Effect(commit => notifications.RemoveOf(commit, account, kind, actor, post));

    private ValueTask<bool> ReadAsync(ReadNotifications order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            notifications.Read(commit, order.Account, order.UpTo);
            return true;
        },
        ct);

    private ValueTask<bool> DismissAsync(DismissNotification order, CancellationToken ct) =>
        committer.CommitAsync(commit => notifications.Remove(commit, order.Account, order.Notification), ct);

    private ValueTask<bool> ClearAsync(ClearNotifications order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            notifications.Clear(commit, order.Account);
            return true;
        },
        ct);
}
