using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>
/// Deletes the boosts and favourites of a deleted post beyond the first batch. They are invisible already, since their post does not exist.
/// </summary>
internal sealed class EraseReactionsOfPost(PostRepository posts, FavouriteRepository favourites, Committer committer)
    : EraseTask<PostId>(committer), IQueuedTask<PostId>
{
    public static string Name => "posts.erase_favourites"; // stored in rows: never changes

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(PostId payload) =>
        [tx => RemoveBoosts(tx, payload), tx => favourites.RemoveOf(tx, payload, Committer.BatchSize)];

    private int RemoveBoosts(WriteTransaction tx, PostId post)
    {
        var removed = posts.RemoveBoostsOf(tx, post, Committer.EventBatchSize);
        foreach (var (boost, by) in removed)
            tx.Publish(new BoostWithdrawn(boost, post, by));

        return removed.Count;
    }
}
