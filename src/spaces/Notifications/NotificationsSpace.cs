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

/// <summary>Tells accounts what concerns them: who named, answered, liked, boosted or followed them.</summary>
internal sealed class NotificationsSpace(NotificationRepository notifications, ReadMarkerRepository markers, TaskQueue tasks, Committer committer) : Space(NotificationsSpace.Subscription)
{
    public const string Subscription = "notifications";

    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<PostPublished>(AddNotifications)
        .OnDurable<PostDeleted>((deleted, context) => context.EnlistEffect(commit => notifications.RemoveOf(commit, deleted.Post)))
        .OnDurable<PostFavourited>(AddNotifications)
        .OnDurable<FavouriteWithdrawn>((liked, context) => RemoveNotification(context, liked.Author, NotificationKind.Favourite, liked.By, liked.Post))
        .OnDurable<PostBoosted>(AddNotifications)
        .OnDurable<BoostWithdrawn>((boosted, context) => context.EnlistEffect(commit => notifications.RemoveOf(commit, NotificationKind.Boost, boosted.By, boosted.Post)))
        .OnDurable<AccountFollowed>(AddNotifications)
        .OnDurable<AccountUnfollowed>((left, context) => RemoveNotification(context, left.Followed, NotificationKind.Follow, left.Follower, null))
        .OnDurable<AccountDeleted>(Forget)
        .Handles<MarkNotificationsRead, bool>(ReadAsync)
        .Handles<MoveReadMarkers, bool>(MoveAsync)
        .Handles<DismissNotification, bool>(DismissAsync)
        .Handles<ClearNotifications, bool>(ClearAsync)
        .Publishes<NotificationDismissed>()
        .Publishes<NotificationsCleared>()
        .Runs<EraseAccountNotifications, AccountId>();

    private void AddNotifications<TEvent>(TEvent happened, EventContext context)
        where TEvent : IEvent
    {
        foreach (var told in NotificationRules.For(happened))
            context.EnlistEffect(commit => notifications.Add(commit, told, context.Timestamp));
    }

    private void RemoveNotification(EventContext context, AccountId account, NotificationKind kind, AccountId actor, PostId? post) =>
        context.EnlistEffect(commit => notifications.RemoveOf(commit, account, kind, actor, post));

    private void Forget(AccountDeleted deleted, EventContext context) => context.EnlistEffect(commit =>
    {
        markers.RemoveAll(commit, deleted.Account);
        tasks.Add(commit, EraseAccountNotifications.Name, deleted.Account.ToString(), deleted.Account);
    });

    private ValueTask<bool> ReadAsync(MarkNotificationsRead order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            markers.Advance(commit, order.Account, MarkedTimeline.Notifications, order.UpTo.Value);
            return true;
        },
        ct);

    private ValueTask<bool> MoveAsync(MoveReadMarkers command, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            AccountGuard.EnsureExists(commit, command.Account);
            if (command.Moves.Any(move => markers.IsStale(commit, command.Account, move)))
                return false;

            foreach (var move in command.Moves)
                markers.Move(commit, command.Account, move.Timeline, move.LastReadId);

            return true;
        },
        ct);

    private ValueTask<bool> DismissAsync(DismissNotification order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (notifications.Remove(commit, order.Account, order.Notification) is not { } told)
                return false;

            commit.Publish(new NotificationDismissed(told.Account, told.Kind, told.Actor, told.Post, notifications.GetCursor(commit, Subscription)));
            return true;
        },
        ct);

    private ValueTask<bool> ClearAsync(ClearNotifications order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (notifications.Clear(commit, order.Account) > 0)
                commit.Publish(new NotificationsCleared(order.Account, notifications.GetCursor(commit, Subscription)));

            return true;
        },
        ct);
}
