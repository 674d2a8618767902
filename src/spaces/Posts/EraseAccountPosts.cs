using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>
/// Deletes the posts, boosts, favourites and mentions of a deleted account. Each deletion publishes its event, which updates the counts of other
/// accounts and posts.
/// </summary>
internal sealed class EraseAccountPosts(
    PostRepository posts, FavouriteRepository favourites, IdempotencyKeyRepository keys, Deleting deleting, Reactions reactions, Committer committer)
    : EraseTask<AccountId>(committer), IQueuedTask<AccountId>
{
    public static string Name => "posts.erase_account";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(AccountId payload) =>
    [
        tx => DeletePosts(tx, payload),
        tx => WithdrawFavourites(tx, payload),
        tx => posts.RemoveMentionsOf(tx, payload, Committer.BatchSize),
        tx => keys.RemoveOf(tx, payload, Committer.BatchSize),
        tx => Complete(tx, payload),
    ];

    /// <summary>Deletes fewer posts at a time when they have many boosts and favourites, so that the batch stays bounded.</summary>
    private int DeletePosts(WriteTransaction tx, AccountId account)
    {
        var deleted = 0;
        foreach (var row in posts.NextBatch(tx, account, Committer.EventBatchSize).TakeWhile(_ => deleted < Committer.EventBatchSize))
            deleted += deleting.Delete(tx, row);

        return deleted;
    }

    private int WithdrawFavourites(WriteTransaction tx, AccountId account)
    {
        var batch = favourites.NextBatch(tx, account, Committer.EventBatchSize);
        foreach (var (post, author) in batch)
        {
            // The event of a deleted post covers its favourites and boosts already.
            if (author is null)
                favourites.Remove(tx, post, account);
            else
                reactions.WithdrawFavourite(tx, post, author.Value, account);
        }

        return batch.Count;
    }

    private int Complete(WriteTransaction tx, AccountId account)
    {
        posts.DeleteAuthorCounts(tx, account);
        tx.Publish(new PostsErased(account));
        return 0;
    }
}
