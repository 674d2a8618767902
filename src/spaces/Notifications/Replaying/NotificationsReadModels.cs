using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Notifications;

namespace Plaza.Notifications.Replaying;

/// <summary>
/// The notifications. A row is identified by recipient, kind, actor and post. Its id, by which clients page, is not derived from the journal, so a
/// repaired row gets a new one. Rows of accounts or posts that no longer exist are left out: they are about to be erased and are not shown.
/// </summary>
internal sealed class NotificationsReadModels(NotificationRepository notifications) : IReadModelSource
{
    public IReadOnlyList<ReadModel> Create() => [new(ReadModelNames.Notifications, [new NotificationsProjection()], [Notifications()])];

    private static string Existing(string noPost) =>
        $"account in (select id from accounts) and actor in (select id from accounts) and ({noPost} or post in (select id from posts))";

    private ReplayTable Notifications() => new(
        "notifications",
        ["account", "kind", "actor", "post"],
        ["created_at"],
        $"select account, kind, actor, post, created_at from replay_notifications where {Existing("post = 0")}",
        $"select account, kind, actor, coalesce(post, 0), created_at from notifications where {Existing("post is null")}",
        (tx, row) =>
        {
            var notification = new NewNotification(
                new(row.Id(0)), (NotificationKind)row.Id(1), new(row.Id(2)), row.Id(3) is 0 ? null : new PostId(row.Id(3)));
            notifications.Remove(tx, notification.Account, notification.Kind, notification.Actor, notification.Post);
            if (row.Expected is [var createdAt])
                notifications.Add(tx, notification, DateTimeOffset.FromUnixTimeMilliseconds(createdAt));
        });
}
