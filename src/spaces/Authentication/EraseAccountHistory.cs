using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tasks;
using Plaza.Spaces.Events;
using Plaza.Spaces.Tasks;

namespace Plaza.Authentication;

/// <summary>Erases the payloads of the journal entries of a deleted account, up to its deletion.</summary>
internal sealed class EraseAccountHistory(Committer committer) : EraseTask<AccountId>(committer), IQueuedTask<AccountId>
{
    public static string Name => "authentication.erase_history";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(AccountId payload)
    {
        var subject = payload.ToString();
        long position = 0;
        yield return tx =>
        {
            var deletion = tx.FindLastSequence(EventType.Of<AccountDeleted>(), subject);
            var erased = tx.EraseBatch(subject, position, deletion, Committer.BatchSize);
            position = erased is [.., var last] ? last : position;
            return erased.Count;
        };
    }
}
