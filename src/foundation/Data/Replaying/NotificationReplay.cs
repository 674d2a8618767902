using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Tables.Notifications;

namespace Plaza.Data.Replaying;

/// <summary>Who is to be told of what, up to where the durable subscription has come; what it has put aside for later is left out.</summary>
internal sealed class NotificationReplay : ReplayProjection
{
    private const string Subscription = "notifications";

    private HashSet<long> _kept = [];

    public override string Schema =>
        """
        create temp table told_notifications (
          account integer, kind integer, actor integer, post integer, created_at integer not null, sequence integer not null,
          primary key (account, kind, actor, post)) without rowid;
        create index temp.told_notifications_post on told_notifications (post);
        """;

    public override long UpperBound(ReplayDatabase beside, long last)
    {
        var kept = beside.Read($"select sequence from deliveries where subscription = {Subscription}", row => row.GetInt64(0)).ToHashSet();
        if (!kept.SetEquals(_kept))
            Restart(beside);

        _kept = kept;
        return beside.Number($"select sequence from cursors where subscription = {Subscription}");
    }

    public override void Apply(ReplayDatabase beside, ReplayEntry entry)
    {
        if (_kept.Contains(entry.Sequence) || entry.Happened is not { } @event)
            return;

        foreach (var told in NewNotification.Of(@event))
        {
            beside.Run(
                $"""
                insert or ignore into told_notifications (account, kind, actor, post, created_at, sequence)
                values ({told.Account}, {told.Kind}, {told.Actor}, {told.Post?.Value ?? 0}, {entry.Time}, {entry.Sequence})
                """);
        }

        _ = @event switch
        {
            PostDeleted deleted => beside.Run($"delete from told_notifications where post = {deleted.Post}"),
            BoostWithdrawn boosted => beside.Run(
                $"delete from told_notifications where post = {boosted.Post} and kind = {NotificationKind.Boost} and actor = {boosted.By}"),
            FavouriteWithdrawn liked => Untell(beside, new(liked.Author, NotificationKind.Favourite, liked.By, liked.Post), entry.Sequence),
            AccountUnfollowed left => Untell(beside, new(left.Followed, NotificationKind.Follow, left.Follower, null), entry.Sequence),
            _ => Dismiss(beside, entry),
        };
    }

    /// <summary>What people take off their lists is gone at once, also where the subscription lags behind.</summary>
    public override void ApplyBeyond(ReplayDatabase beside, IEnumerable<ReplayEntry> beyond)
    {
        foreach (var entry in beyond)
            Dismiss(beside, entry);
    }

    private static int Dismiss(ReplayDatabase beside, ReplayEntry entry)
    {
        if (entry.Is<NotificationDismissed>() && entry.Happened is NotificationDismissed gone)
            return Untell(beside, new(gone.Account, gone.Kind, gone.Actor, gone.Post), gone.UpTo);

        return entry.Is<NotificationsCleared>() && entry.Happened is NotificationsCleared cleared
            ? beside.Run($"delete from told_notifications where account = {cleared.Account} and sequence <= {cleared.UpTo}")
            : 0;
    }

    /// <summary>Takes away what was told of something up to this sequence.</summary>
    private static int Untell(ReplayDatabase beside, NewNotification told, long upTo) => beside.Run(
        $"""
        delete from told_notifications
        where account = {told.Account} and kind = {told.Kind} and actor = {told.Actor} and post = {told.Post?.Value ?? 0} and sequence <= {upTo}
        """);

    /// <summary>What was put aside has been taken in since, or more was: the order of things is another.</summary>
    private void Restart(ReplayDatabase beside)
    {
        beside.ExecuteScript("delete from told_notifications");
        Position = 0;
    }
}
