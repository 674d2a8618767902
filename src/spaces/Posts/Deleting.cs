using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tasks;
using Plaza.Queries.Posts;

namespace Plaza.Posts;

/// <summary>
/// Deletes posts with their boosts and favourites. The post disappears at once; more than a batch of boosts or favourites is deleted by a task.
/// </summary>
internal sealed class Deleting(
    PostRepository posts, FavouriteRepository favourites, IdempotencyKeyRepository keys, Reactions reactions, TaskQueue tasks, PostQueries views, Committer committer)
{
    public async ValueTask<bool> DeleteAsync(DeletePost command, CancellationToken ct)
    {
        var row = await views.FindRowAsync(command.Post, ct);
        if (row is null || (row.Author != command.By && !command.AsAdmin))
            throw RequestRejectedException.NotFound();

        return await committer.CommitAsync(tx => Delete(tx, row) > 0, ct);
    }

    /// <returns>The number of deleted posts, boosts and favourites, at most 201; 0 when the post did not exist any more.</returns>
    public int Delete(WriteTransaction tx, PostRow row)
    {
        if (row.BoostOf is { } original)
            return reactions.WithdrawBoost(tx, original, row.Author) ? 1 : 0;

        var (isRemoved, inReplyTo) = posts.Remove(tx, row);
        if (!isRemoved)
            return 0;

        var boosts = posts.RemoveBoostsOf(tx, row.Id, Committer.EventBatchSize);
        var favouriteCount = favourites.RemoveOf(tx, row.Id, Committer.EventBatchSize);
        if (boosts.Count is Committer.EventBatchSize || favouriteCount is Committer.EventBatchSize)
            tasks.Add(tx, EraseReactionsOfPost.Name, row.Id.ToString(), row.Id);

        keys.Hash(tx, row.Author, row.Id);
        tx.Publish(new PostDeleted(row.Id, row.Author) { Boosts = boosts, InReplyTo = inReplyTo });
        return 1 + boosts.Count + favouriteCount;
    }
}
