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

    public override string Schema =>
        """
        create temp table replay_notifications (
          account integer, kind integer, actor integer, post integer, created_at integer not null, sequence integer not null,
          primary key (account, kind, actor, post)) without rowid;
        create index temp.replay_notifications_post on replay_notifications (post);
        """;

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
            database.Execute(
                $"""
                insert or ignore into replay_notifications (account, kind, actor, post, created_at, sequence)
                values ({notification.Account}, {notification.Kind}, {notification.Actor}, {notification.Post?.Value ?? 0}, {entry.Time}, {entry.Sequence})
                """);
        }

        _ = @event switch
        {
            PostDeleted deleted => database.Execute($"delete from replay_notifications where post = {deleted.Post}"),
            BoostWithdrawn withdrawn => database.Execute(
                $"delete from replay_notifications where post = {withdrawn.Post} and kind = {NotificationKind.Boost} and actor = {withdrawn.By}"),
            FavouriteWithdrawn withdrawn => Remove(
                database, new(withdrawn.Author, NotificationKind.Favourite, withdrawn.By, withdrawn.Post), entry.Sequence),
            AccountUnfollowed unfollowed => Remove(database, new(unfollowed.Followed, NotificationKind.Follow, unfollowed.Follower, null), entry.Sequence),
            _ => ApplyDismissal(database, entry),
        };
    }

    /// <summary>Notifications are dismissed in the transaction of the event, also where the subscription lags behind.</summary>
    public override void ApplyBeyond(ReplayDatabase database, IEnumerable<ReplayEntry> beyond)
    {
        foreach (var entry in beyond)
            ApplyDismissal(database, entry);
    }

    private static int ApplyDismissal(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<NotificationDismissed>() && entry.Event is NotificationDismissed dismissed)
            return Remove(database, new(dismissed.Account, dismissed.Kind, dismissed.Actor, dismissed.Post), dismissed.UpTo);

        return entry.Is<NotificationsCleared>() && entry.Event is NotificationsCleared cleared
            ? database.Execute($"delete from replay_notifications where account = {cleared.Account} and sequence <= {cleared.UpTo}")
            : 0;
    }

    private static int Remove(ReplayDatabase database, NewNotification notification, long upTo) => database.Execute(
        $"""
        delete from replay_notifications
        where account = {notification.Account} and kind = {notification.Kind} and actor = {notification.Actor}
          and post = {notification.Post?.Value ?? 0} and sequence <= {upTo}
        """);

    /// <summary>Deliveries were retried or postponed since the last pass, so events apply in another order: folds again from the beginning.</summary>
    private void Restart(ReplayDatabase database)
    {
        database.ExecuteScript("delete from replay_notifications");
        Position = 0;
    }
}
