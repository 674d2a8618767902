using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Notifications;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Notifications;

/// <summary>Deletes the notifications of a deleted account, and the notifications of other accounts about its actions.</summary>
internal sealed class EraseAccountNotifications(NotificationRepository notifications, Committer committer) : EraseTask<AccountId>(committer), IQueuedTask<AccountId>
{
    public static string Name => "notifications.erase_account";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(AccountId payload) =>
        [tx => notifications.DeleteBatch(tx, payload, Committer.BatchSize), tx => notifications.DeleteBatchByActor(tx, payload, Committer.BatchSize)];
}
