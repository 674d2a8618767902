using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tasks;
using Plaza.Queries.Posts;

namespace Plaza.Posts;

/// <summary>Takes posts away, with all that hangs on them.</summary>
internal sealed class Deleting(
    PostRepository posts, FavouriteRepository favourites, IdempotencyKeyRepository keys, TaskQueue tasks, PostQueries views, Committer committer)
{
    public async ValueTask<bool> DeleteAsync(DeletePost order, CancellationToken ct)
    {
        var row = await views.AnyRowAsync(order.Post, ct);
        if (row is null || (row.Author != order.By && !order.AsAdmin))
            throw RequestRejectedException.NotFound();

        return await committer.CommitAsync(commit => Delete(commit, row), ct);
    }

    /// <returns>False when it was gone already.</returns>
    public bool Delete(WriteTransaction commit, PostRow row)
    {
        if (row.BoostOf is { } original)
            return Withdraw(commit, row.Author, original);

        if (posts.Remove(commit, row) is not var (answered, boosts))
            return false;

        // Very many favourites go in batches of their own, so that this transaction stays short.
        if (favourites.RemoveOf(commit, row.Id, EraseFavouritesOfPost.BatchSize) is EraseFavouritesOfPost.BatchSize)
            tasks.Add(commit, EraseFavouritesOfPost.Name, row.Id.ToString(), row.Id);

        keys.Hash(commit, row.Author, row.Id);
        commit.Publish(new PostDeleted(row.Id, row.Author) { Boosts = boosts, InReplyTo = answered });
        return true;
    }

    public bool Withdraw(WriteTransaction commit, AccountId by, PostId original)
    {
        if (posts.RemoveBoost(commit, by, original) is not { } boost)
            return false;

        commit.Publish(new BoostWithdrawn(boost, original, by));
        return true;
    }
}
