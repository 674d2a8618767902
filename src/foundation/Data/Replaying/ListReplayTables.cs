using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Tables.Notifications;

namespace Plaza.Data.Replaying;

/// <summary>Hashtags and notifications: rows that are there or not.</summary>
internal static class ListReplayTables
{
    private static readonly NotificationRepository Notifications = new();

    public static ReplayTable OfTags { get; } = new(
        "post_tags",
        ["tag", "post"],
        [],
        "select tag, post from told_tags where post in (select id from standing_posts)",
        "select tag, post from post_tags",
        (tx, row) =>
        {
            var (tag, post) = (row.Text(0), row.Id(1));
            if (row.Told is null)
                tx.Execute($"delete from post_tags where tag = {tag} and post = {post}");
            else
                tx.Execute($"insert into post_tags (tag, post) select {tag}, {post} where exists (select 1 from posts where id = {post}) on conflict do nothing");
        });

    /// <summary>
    /// A notification is told by whom it tells of what; its id is the address by which clients page, and a new one where it was lost. What concerns an
    /// account or a post that is gone is about to be erased, and shown to nobody.
    /// </summary>
    public static ReplayTable OfNotifications { get; } = new(
        "notifications",
        ["account", "kind", "actor", "post"],
        ["created_at"],
        $"select account, kind, actor, post, created_at from told_notifications where {OfWhatIsThere("post = 0")}",
        $"select account, kind, actor, coalesce(post, 0), created_at from notifications where {OfWhatIsThere("post is null")}",
        (tx, row) =>
        {
            var told = new NewNotification(
                new(row.Id(0)), (NotificationKind)row.Id(1), new(row.Id(2)), row.Id(3) is 0 ? null : new PostId(row.Id(3)));
            Notifications.RemoveOf(tx, told.Account, told.Kind, told.Actor, told.Post);
            if (row.Told is [var at])
                Notifications.Add(tx, told, DateTimeOffset.FromUnixTimeMilliseconds(at));
        });

    private static string OfWhatIsThere(string noPost) =>
        $"account in (select id from accounts) and actor in (select id from accounts) and ({noPost} or post in (select id from posts))";
}
