using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Profiles;
using Plaza.Spaces.Tasks;

namespace Plaza.Profiles;

/// <summary>
/// Takes away whom a deleted account follows and who follows it, a few at a time so that others can write between. The journal tells of each.
/// </summary>
internal sealed class EraseAccountFollows(FollowRepository follows, Committer committer) : IQueuedTask<AccountId>
{
    private const int MostAtOnce = 200;

    public static string Name => "profiles.erase_account";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(AccountId payload, CancellationToken ct)
    {
        var erased = await committer.CommitInBatchesAsync(commit => EraseSome(commit, payload), ct);
        await committer.CommitAsync(commit => DeleteRemaining(commit, payload), WriteLane.Background, ct);
        return TaskResult.Completed($"erased {erased} follows");
    }

    private int EraseSome(WriteTransaction commit, AccountId account)
    {
        var some = follows.NextBatch(commit, account, MostAtOnce / 2);
        foreach (var (follower, followed) in some)
        {
            if (follows.Remove(commit, follower, followed))
                commit.Publish(new AccountUnfollowed(follower, followed));
        }

        return some.Count;
    }

    private bool DeleteRemaining(WriteTransaction commit, AccountId account)
    {
        follows.ForgetCount(commit, account);
        commit.Publish(new FollowsErased(account));
        return true;
    }
}
