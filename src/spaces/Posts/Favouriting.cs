using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;

namespace Plaza.Posts;

/// <summary>Favourites: only of what one may see.</summary>
internal sealed class Favouriting(FavouriteRepository favourites, PostRepository posts, PostQueries views, Committer committer)
{
    public async ValueTask<bool> FavouriteAsync(FavouritePost order, CancellationToken ct)
    {
        var row = await views.OriginalAsync(order.Post, order.By, ct) ?? throw RequestRejectedException.NotFound();

        return await committer.CommitAsync(
            commit =>
            {
                if (!posts.Exists(commit, row.Id))
                    throw RequestRejectedException.NotFound();

                AccountGuard.EnsureExists(commit, order.By);
                if (!favourites.Add(commit, row.Id, order.By))
                    return false;

                commit.Publish(new PostFavourited(row.Id, row.Author, order.By));
                return true;
            },
            ct);
    }

    public async ValueTask<bool> WithdrawAsync(WithdrawFavourite order, CancellationToken ct)
    {
        var row = await views.OriginalAsync(order.Post, order.By, ct) ?? throw RequestRejectedException.NotFound();

        return await committer.CommitAsync(commit => Withdraw(commit, row.Id, row.Author, order.By), ct);
    }

    /// <returns>False when it was so already.</returns>
    public bool Withdraw(WriteTransaction commit, PostId post, AccountId author, AccountId by)
    {
        if (!favourites.Remove(commit, post, by))
            return false;

        commit.Publish(new FavouriteWithdrawn(post, author, by));
        return true;
    }
}
