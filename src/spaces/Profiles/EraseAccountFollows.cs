using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Profiles;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Profiles;

/// <summary>
/// Deletes the follows of a deleted account, in both directions. Each deletion publishes its event, which updates the counts of other accounts.
/// </summary>
internal sealed class EraseAccountFollows(FollowRepository follows, Committer committer) : EraseTask<AccountId>(committer), IQueuedTask<AccountId>
{
    public static string Name => "profiles.erase_account";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(AccountId payload) => [tx => RemoveFollows(tx, payload), tx => Complete(tx, payload)];

    private int RemoveFollows(WriteTransaction tx, AccountId account)
    {
        var batch = follows.NextBatch(tx, account, Committer.EventBatchSize / 2);
        foreach (var (follower, followed) in batch)
        {
            if (follows.Remove(tx, follower, followed))
                tx.Publish(new AccountUnfollowed(follower, followed));
        }

        return batch.Count;
    }

    private int Complete(WriteTransaction tx, AccountId account)
    {
        follows.DeleteCounts(tx, account);
        tx.Publish(new FollowsErased(account));
        return 0;
    }
}
