using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Notifications;

/// <summary>Completes the deletion of cleared notifications when the command was interrupted.</summary>
internal sealed class EraseClearedNotifications(NotificationRepository notifications, Committer committer)
    : EraseTask<ClearedNotifications>(committer), IQueuedTask<ClearedNotifications>
{
    public static string Name => "notifications.erase_cleared";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(ClearedNotifications payload) =>
        [tx => notifications.DeleteBatch(tx, payload.Account, payload.UpTo, Committer.BatchSize)];
}

/// <param name="UpTo">The newest notification at the time of the command.</param>
internal sealed record ClearedNotifications(AccountId Account, NotificationId UpTo);
