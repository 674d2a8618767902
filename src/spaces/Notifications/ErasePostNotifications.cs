using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Notifications;

/// <summary>Deletes the notifications of a deleted post. They are invisible already, since their post does not exist.</summary>
internal sealed class ErasePostNotifications(NotificationRepository notifications, Committer committer) : EraseTask<PostId>(committer), IQueuedTask<PostId>
{
    public static string Name => "notifications.erase_post";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(PostId payload) => [tx => notifications.DeleteBatch(tx, payload, Committer.BatchSize)];
}
