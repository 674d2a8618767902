using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>Deletes the boosts and favourites of a deleted post that were more than one batch. Until then nobody sees them, since the post is gone.</summary>
internal sealed class EraseReactionsOfPost(PostRepository posts, FavouriteRepository favourites, Committer committer)
    : EraseTask<PostId>(committer), IQueuedTask<PostId>
{
    public static string Name => "posts.erase_favourites"; // stored in rows: never changes

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(PostId payload) =>
        [tx => RemoveBoosts(tx, payload), tx => favourites.RemoveOf(tx, payload, BatchSize)];

    private int RemoveBoosts(WriteTransaction tx, PostId post)
    {
        var removed = posts.RemoveBoostsOf(tx, post, EventBatchSize);
        foreach (var (boost, by) in removed)
            tx.Publish(new BoostWithdrawn(boost, post, by));

        return removed.Count;
    }
}
