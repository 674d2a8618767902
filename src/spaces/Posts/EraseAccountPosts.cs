using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>
/// Erases what a deleted account wrote, passed on and liked, a few posts at a time so that others can write between. The journal tells of each,
/// so that counts can be followed.
/// </summary>
internal sealed class EraseAccountPosts(
    PostRepository posts, FavouriteRepository favourites, IdempotencyKeyRepository keys, Deleting deleting, Favouriting favouriting, Committer committer) : IQueuedTask<AccountId>
{
    private const int MostAtOnce = 100;
    private const int BatchSize = 500;

    public static string Name => "posts.erase_account";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(AccountId payload, CancellationToken ct)
    {
        var erased = await committer.CommitInBatchesAsync(commit => EraseSome(commit, payload), ct);
        var withdrawn = await committer.CommitInBatchesAsync(commit => RemoveBatch(commit, payload), ct);
        await committer.CommitInBatchesAsync(commit => posts.RemoveMentionsOf(commit, payload, BatchSize), ct);
        await committer.CommitInBatchesAsync(commit => keys.RemoveOf(commit, payload, BatchSize), ct);
        await committer.CommitAsync(commit => DeleteRemaining(commit, payload), WriteLane.Background, ct);
        return TaskResult.Completed($"erased {erased} posts and boosts, and {withdrawn} favourites");
    }

    private int EraseSome(WriteTransaction commit, AccountId account) =>
        posts.NextBatch(commit, account, MostAtOnce).Count(row => deleting.Delete(commit, row));

    private int RemoveBatch(WriteTransaction commit, AccountId account) =>
        favourites.NextBatch(commit, account, MostAtOnce).Count(liked => favouriting.Withdraw(commit, liked.Post, liked.Author, account));

    private bool DeleteRemaining(WriteTransaction commit, AccountId account)
    {
        posts.ForgetAuthor(commit, account);
        commit.Publish(new PostsErased(account));
        return true;
    }
}
