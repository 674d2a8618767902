using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>Deletes the favourites of a deleted post that had more than fit into one batch.</summary>
internal sealed class EraseFavouritesOfPost(FavouriteRepository favourites, Committer committer) : IQueuedTask<PostId>
{
    public const int BatchSize = 500;

    public static string Name => "posts.erase_favourites";

    public static IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public async Task<TaskResult> RunAsync(PostId payload, CancellationToken ct)
    {
        var erased = await committer.CommitInBatchesAsync(commit => favourites.RemoveOf(commit, payload, BatchSize), ct);
        return TaskResult.Completed($"erased {erased} favourites");
    }
}
