using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tasks;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Notifications;

/// <summary>Adds notifications of mentions, replies, favourites, boosts and follows, and deletes them when their cause is withdrawn or deleted.</summary>
internal sealed class NotificationsSpace(
    NotificationRepository notifications, ReadMarkerRepository markers, EraseClearedNotifications erasing, TaskQueue tasks, Committer committer)
    : Space(NotificationsSpace.Subscription)
{
    public const string Subscription = "notifications";

    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<PostPublished>(AddNotifications)
        .OnDurable<PostDeleted>(RemoveNotifications)
        .OnDurable<PostFavourited>(AddNotifications)
        .OnDurable<FavouriteWithdrawn>((withdrawn, context) => RemoveNotification(context, withdrawn.Author, NotificationKind.Favourite, withdrawn.By, withdrawn.Post))
        .OnDurable<PostBoosted>(AddNotifications)
        .OnDurable<BoostWithdrawn>((withdrawn, context) => context.EnlistEffect(tx =>
            notifications.RemoveFromAuthor(tx, NotificationKind.Boost, withdrawn.By, withdrawn.Post)))
        .OnDurable<AccountFollowed>(AddNotifications)
        .OnDurable<AccountUnfollowed>((unfollowed, context) => RemoveNotification(context, unfollowed.Followed, NotificationKind.Follow, unfollowed.Follower, null))
        .OnDurable<AccountDeleted>(EraseAccount)
        .Handles<MarkNotificationsRead, bool>(MarkReadAsync)
        .Handles<MoveReadMarkers, bool>(MoveMarkersAsync)
        .Handles<DismissNotification, bool>(DismissAsync)
        .Handles<ClearNotifications, bool>(ClearAsync)
        .Publishes<NotificationDismissed>()
        .Publishes<NotificationsCleared>()
        .Runs<EraseAccountNotifications, AccountId>()
        .Runs<ErasePostNotifications, PostId>()
        .Runs<EraseClearedNotifications, ClearedNotifications>();

    private void AddNotifications<TEvent>(TEvent @event, EventContext context)
        where TEvent : IEvent
    {
        foreach (var notification in NotificationRules.For(@event))
            context.EnlistEffect(tx => notifications.Add(tx, notification, context.Timestamp));
    }

    private void RemoveNotification(EventContext context, AccountId account, NotificationKind kind, AccountId actor, PostId? post) =>
        context.EnlistEffect(tx => notifications.Remove(tx, account, kind, actor, post));

    private void RemoveNotifications(PostDeleted deleted, EventContext context) => context.EnlistEffect(tx =>
    {
        if (notifications.DeleteBatch(tx, deleted.Post, Committer.BatchSize) is Committer.BatchSize)
            tasks.Add(tx, ErasePostNotifications.Name, deleted.Post.ToString(), deleted.Post);
    });

    private void EraseAccount(AccountDeleted deleted, EventContext context) => context.EnlistEffect(tx =>
    {
        markers.RemoveAll(tx, deleted.Account);
        tasks.Add(tx, EraseAccountNotifications.Name, deleted.Account.ToString(), deleted.Account);
    });

    private ValueTask<bool> MarkReadAsync(MarkNotificationsRead command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            markers.Advance(tx, command.Account, MarkedTimeline.Notifications, command.UpTo.Value);
            return true;
        },
        ct);

    private ValueTask<bool> MoveMarkersAsync(MoveReadMarkers command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            AccountGuard.EnsureExists(tx, command.Account);
            if (command.Moves.Any(move => markers.IsStale(tx, command.Account, move)))
                return false;

            foreach (var move in command.Moves)
                markers.Move(tx, command.Account, move.Timeline, move.LastReadId);

            return true;
        },
        ct);

    private ValueTask<bool> DismissAsync(DismissNotification command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (notifications.Remove(tx, command.Account, command.Notification) is not { } removed)
                return false;

            tx.Publish(new NotificationDismissed(removed.Account, removed.Kind, removed.Actor, removed.Post, notifications.GetCursor(tx, Subscription)));
            return true;
        },
        ct);

    /// <summary>
    /// The caller waits until all are deleted and then reads an empty list. If the caller or the server stops, a task deletes the rest.
    /// </summary>
    private async ValueTask<bool> ClearAsync(ClearNotifications command, CancellationToken ct)
    {
        if (await committer.CommitAsync(tx => Clear(tx, command.Account), ct) is { } remaining)
            await erasing.RunAsync(remaining, ct);

        return true;
    }

    /// <returns>Null when none remain.</returns>
    private ClearedNotifications? Clear(WriteTransaction tx, AccountId account)
    {
        if (notifications.FindNewest(tx, account) is not { } newest)
            return null;

        tx.Publish(new NotificationsCleared(account, notifications.GetCursor(tx, Subscription)));
        if (notifications.DeleteBatch(tx, account, newest, Committer.BatchSize) < Committer.BatchSize)
            return null;

        var remaining = new ClearedNotifications(account, newest);
        tasks.Add(tx, EraseClearedNotifications.Name, $"{account}:{newest}", remaining);
        return remaining;
    }
}
