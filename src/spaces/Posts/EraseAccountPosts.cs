using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Posts;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;

namespace Plaza.Posts;

/// <summary>Deletes the posts, boosts, favourites and mentions of a deleted account. Each post, boost and favourite has its event, which the counts of others follow.</summary>
internal sealed class EraseAccountPosts(
    PostRepository posts, FavouriteRepository favourites, IdempotencyKeyRepository keys, Deleting deleting, Reactions reactions, Committer committer)
    : EraseTask<AccountId>(committer), IQueuedTask<AccountId>
{
    public static string Name => "posts.erase_account";

    protected override IEnumerable<Func<WriteTransaction, int>> Batches(AccountId payload) =>
    [
        tx => DeletePosts(tx, payload),
        tx => WithdrawFavourites(tx, payload),
        tx => posts.RemoveMentionsOf(tx, payload, BatchSize),
        tx => keys.RemoveOf(tx, payload, BatchSize),
        tx => Complete(tx, payload),
    ];

    /// <summary>Posts with many boosts and favourites make the batch a shorter one.</summary>
    private int DeletePosts(WriteTransaction tx, AccountId account)
    {
        var deleted = 0;
        foreach (var row in posts.NextBatch(tx, account, EventBatchSize).TakeWhile(_ => deleted < EventBatchSize))
            deleted += deleting.Delete(tx, row);

        return deleted;
    }

    private int WithdrawFavourites(WriteTransaction tx, AccountId account)
    {
        var batch = favourites.NextBatch(tx, account, EventBatchSize);
        foreach (var (post, author) in batch)
        {
            // Of a post that is deleted the event has told already.
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
