using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Posts;

/// <summary>Writes the table <c>favourites</c> and the counts of favourites. Used by the Posts space only.</summary>
public sealed class FavouriteRepository
{
    /// <returns>False when it exists already.</returns>
    public bool Add(WriteTransaction tx, PostId post, AccountId account)
    {
        var isNew = tx.Execute(
            $"""
            insert into favourites (id, post, account) values ({tx.NextId<FavouriteId>()}, {post}, {account})
            on conflict (post, account) do nothing
            """) is 1;
        if (isNew)
            tx.Enqueue($"update posts set favourites = favourites + 1 where id = {post}");

        return isNew;
    }

    /// <returns>False when there was none.</returns>
    public bool Remove(WriteTransaction tx, PostId post, AccountId account)
    {
        var was = tx.Execute($"delete from favourites where post = {post} and account = {account}") is 1;
        if (was)
            tx.Enqueue($"update posts set favourites = favourites - 1 where id = {post}");

        return was;
    }

    /// <summary>Deletes one batch of the favourites of a post that is deleted.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int RemoveOf(WriteTransaction tx, PostId post, int batchSize) => tx.Execute(
        $"delete from favourites where id in (select id from favourites where post = {post} limit {(long)batchSize})");

    /// <summary>A batch of the favourites of an account, each with the author of the post; null where the post is deleted.</summary>
    public List<(PostId Post, AccountId? Author)> NextBatch(WriteTransaction tx, AccountId account, int batchSize) => tx.Query(
        $"""
        select favourites.post, posts.author from favourites left join posts on posts.id = favourites.post
        where favourites.account = {account} order by favourites.id limit {(long)batchSize}
        """,
        row => (new PostId(row.GetInt64(0)), row.IsDBNull(1) ? (AccountId?)null : new AccountId(row.GetInt64(1))));
}
