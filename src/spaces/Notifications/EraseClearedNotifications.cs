using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Notifications;

/// <summary>Deletes what an account has cleared, where the server was stopped before the command had done so.</summary>
internal sealed class EraseClearedNotifications(NotificationRepository notifications, Committer committer)
    : EraseTask<ClearedNotifications>(committer), IQueuedTask<ClearedNotifications>
{
    public static string Name => "notifications.erase_cleared";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(ClearedNotifications payload) =>
        [tx => notifications.DeleteBatch(tx, payload.Account, payload.UpTo, BatchSize)];
}

/// <param name="UpTo">The newest one that was there when the account cleared its list.</param>
internal sealed record ClearedNotifications(AccountId Account, NotificationId UpTo);
