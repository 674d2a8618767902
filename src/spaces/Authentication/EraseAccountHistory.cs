using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Spaces.Tasks;

namespace Plaza.Authentication;

/// <summary>
/// Erases what the journal says of a deleted account up to where it was deleted, some entries at a time so that others can
/// write between.
/// </summary>
internal sealed class EraseAccountHistory(Committer committer) : IQueuedTask<AccountId>
{
    private const int BatchSize = 500;

    public static string Name => "authentication.erase_history";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(AccountId payload, CancellationToken ct)
    {
        var subject = payload.ToString();
        var deleted = await committer.CommitAsync(commit => commit.FindLastSequence(EventType.Of<AccountDeleted>(), subject), WriteLane.Background, ct);
        long? last = 0;
        while (last is { } after)
            last = await committer.CommitAsync(commit => commit.EraseBatch(subject, after, deleted, BatchSize), WriteLane.Background, ct);

        return TaskResult.Completed("erased");
    }
}
