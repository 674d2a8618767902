using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Notifications;

namespace Plaza.Notifications.Replaying;

/// <summary>
/// Folds the journal into notifications, up to the cursor of the space's subscription and without the deliveries that are pending a retry.
/// </summary>
internal sealed class NotificationsProjection : ReplayProjection
{
    private HashSet<long> _undelivered = [];

    public override void CreateTables(ReplayDatabase database)
    {
        database.CreateTable(
            "replay_notifications",
            "account bigint, kind bigint, actor bigint, post bigint, created_at bigint not null, sequence bigint not null",
            key: "account, kind, actor, post");
        database.CreateIndex("replay_notifications", "post");
    }

    public override long UpperBound(ReplayDatabase database, long last)
    {
        var undelivered = database.Query(
            $"select sequence from deliveries where subscription = {NotificationsSpace.Subscription}", row => row.GetInt64(0)).ToHashSet();
        if (!undelivered.SetEquals(_undelivered))
            Restart(database);

        _undelivered = undelivered;
        return database.QueryScalar($"select sequence from cursors where subscription = {NotificationsSpace.Subscription}");
    }

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (_undelivered.Contains(entry.Sequence) || entry.Event is not { } @event)
            return;

        foreach (var notification in NotificationRules.For(@event))
        {
            database.Enqueue(
                $"""
                insert into replay_notifications (account, kind, actor, post, created_at, sequence)
                values ({notification.Account}, {notification.Kind}, {notification.Actor}, {notification.Post?.Value ?? 0}, {entry.Time}, {entry.Sequence})
                on conflict do nothing
                """);
        }

        switch (@event)
        {
            case PostDeleted deleted:
                database.Enqueue($"delete from replay_notifications where post = {deleted.Post}");
                break;
            case BoostWithdrawn withdrawn:
                database.Enqueue(
                    $"delete from replay_notifications where post = {withdrawn.Post} and kind = {NotificationKind.Boost} and actor = {withdrawn.By}");
                break;
            case FavouriteWithdrawn withdrawn:
                Remove(database, new(withdrawn.Author, NotificationKind.Favourite, withdrawn.By, withdrawn.Post), entry.Sequence);
                break;
            case AccountUnfollowed unfollowed:
                Remove(database, new(unfollowed.Followed, NotificationKind.Follow, unfollowed.Follower, null), entry.Sequence);
                break;
            default:
                ApplyDismissal(database, entry);
                break;
        }
    }

    /// <summary>Notifications are dismissed in the transaction of the event, also where the subscription lags behind.</summary>
    public override void ApplyBeyond(ReplayDatabase database, IEnumerable<ReplayEntry> beyond)
    {
        foreach (var entry in beyond)
            ApplyDismissal(database, entry);
    }

    private static void ApplyDismissal(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<NotificationDismissed>() && entry.Event is NotificationDismissed dismissed)
            Remove(database, new(dismissed.Account, dismissed.Kind, dismissed.Actor, dismissed.Post), dismissed.UpTo);
        else if (entry.Is<NotificationsCleared>() && entry.Event is NotificationsCleared cleared)
            database.Enqueue($"delete from replay_notifications where account = {cleared.Account} and sequence <= {cleared.UpTo}");
    }

    private static void Remove(ReplayDatabase database, NewNotification notification, long upTo) => database.Enqueue(
        $"""
        delete from replay_notifications
        where account = {notification.Account} and kind = {notification.Kind} and actor = {notification.Actor}
          and post = {notification.Post?.Value ?? 0} and sequence <= {upTo}
        """);

    /// <summary>Deliveries were retried or postponed since the last pass, so events apply in another order: folds again from the beginning.</summary>
    private void Restart(ReplayDatabase database)
    {
        database.Enqueue($"delete from replay_notifications");
        Position = 0;
    }
}
