using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>Erases what a deleted account has left, a few posts at a time so that others can write between.</summary>
internal sealed class ErasePostsOfAccount(
    PublishedPosts posts, Favourites favourites, Deleting deleting, Committer committer) : IQueuedTask<AccountId>
{
    private const int MostAtOnce = 100;

    public static string Name => "posts.erase_account";

    public static IReadOnlyList<TimeSpan> Retries { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskOutcome> RunAsync(AccountId payload, CancellationToken ct)
    {
        int erased = 0, some;
        do
        {
            some = await committer.CommitAsync(commit => EraseSome(commit, payload), ct);
            erased += some;
        }
        while (some > 0);

        await committer.CommitAsync(commit => ForgetRest(commit, payload), ct);
        return TaskOutcome.Done($"erased {erased} posts and boosts");
    }

    private int EraseSome(Commit commit, AccountId account) =>
        posts.SomeOf(commit, account, MostAtOnce).Count(row => deleting.Delete(commit, row));

    private bool ForgetRest(Commit commit, AccountId account)
    {
        favourites.RemoveAll(commit, account);
        posts.ForgetAuthor(commit, account);
        commit.Publish(new PostsErased(account));
        return true;
    }
}
