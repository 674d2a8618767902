using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Posts;

/// <summary>Writes the tables <c>posts</c> (posts and boosts), <c>mentions</c>, <c>post_tags</c> and <c>author_counts</c>. Used by the Posts space only.</summary>
public sealed class PostRepository
{
    /// <summary>How many of an author's newest posts and boosts are searched for the last public one after a deletion.</summary>
    public const int MaxSearched = 500;

    public void Add(WriteTransaction tx, PostRow post, IReadOnlyCollection<AccountId> mentions, IReadOnlyCollection<string> tags)
    {
        Insert(tx, post);

        foreach (var account in mentions)
            tx.Enqueue($"insert into mentions (post, account) values ({post.Id}, {account})");

        foreach (var tag in tags)
            tx.Enqueue($"insert into post_tags (tag, post) values ({tag}, {post.Id})");

        if (post.InReplyTo is { } parent)
            tx.Enqueue($"update posts set replies = replies + 1, public_replies = public_replies + {IsEveryone(post.Visibility)} where id = {parent}");
    }

    /// <returns>The existing boost of this post by the account; null when it was added now.</returns>
    public PostId? AddBoost(WriteTransaction tx, PostRow boost)
    {
        var original = boost.BoostOf!.Value;
        if (BoostBy(tx, boost.Author, original) is { } before)
            return before;

        Insert(tx, boost);
        tx.Enqueue($"update posts set boosts = boosts + 1 where id = {original}");
        return null;
    }

    /// <returns>The boost that was removed; null when there was none.</returns>
    public PostId? RemoveBoost(WriteTransaction tx, AccountId by, PostId original)
    {
        var removed = tx.Query(
            $"delete from posts where boost_of = {original} and author = {by} returning id, visibility, created_at",
            row => (Boost: new PostId(row.GetInt64(0)), Visibility: (Visibility)row.GetInt32(1), CreatedAt: row.GetTime(2)));
        if (removed is not [var (boost, visibility, createdAt)])
            return null;

        tx.Enqueue($"update posts set boosts = boosts - 1 where id = {original}");
        CountRemoved(tx, by, visibility, createdAt);
        return boost;
    }

    public bool Exists(WriteTransaction tx, PostId post) => tx.QueryScalar($"select 1 from posts where id = {post}") is not null;

    /// <summary>Deletes a post with its mentions and hashtags, and erases the journal entry of its publication. Its boosts and favourites remain.</summary>
    /// <returns>Whether the post existed, and the post that it replied to.</returns>
    public (bool IsRemoved, PostId? InReplyTo) Remove(WriteTransaction tx, PostRow post)
    {
        var removed = tx.Query(
            $"delete from posts where id = {post.Id} returning sequence, in_reply_to, visibility, created_at",
            row => (
                Sequence: row.GetInt64(0),
                InReplyTo: row.IsDBNull(1) ? (PostId?)null : new PostId(row.GetInt64(1)),
                Visibility: (Visibility)row.GetInt32(2),
                CreatedAt: row.GetTime(3)));
        if (removed is not [var (sequence, inReplyTo, visibility, createdAt)])
            return (false, null);

        tx.Enqueue($"delete from mentions where post = {post.Id}");
        tx.Enqueue($"delete from post_tags where post = {post.Id}");
        if (inReplyTo is not null)
            tx.Enqueue($"update posts set replies = replies - 1, public_replies = public_replies - {IsEveryone(visibility)} where id = {inReplyTo}");

        CountRemoved(tx, post.Author, visibility, createdAt);
        tx.Erase(sequence);
        return (true, inReplyTo);
    }

    /// <summary>Deletes one batch of the boosts of a post that is deleted.</summary>
    /// <returns>The boosts, at most <paramref name="batchSize"/>.</returns>
    public List<RemovedBoost> RemoveBoostsOf(WriteTransaction tx, PostId post, int batchSize)
    {
        var boosts = tx.Query(
            $"""
            delete from posts where id in (select id from posts where boost_of = {post} limit {(long)batchSize})
            returning id, author, visibility, created_at
            """,
            row => (Removed: new RemovedBoost(new(row.GetInt64(0)), new(row.GetInt64(1))), Visibility: (Visibility)row.GetInt32(2), CreatedAt: row.GetTime(3)));
        foreach (var (removed, visibility, createdAt) in boosts)
            CountRemoved(tx, removed.By, visibility, createdAt);

        return [.. boosts.Select(boost => boost.Removed)];
    }

    /// <summary>A batch of posts and boosts of an account that is being erased. Only id, author and boosted post are read.</summary>
    public List<PostRow> NextBatch(WriteTransaction tx, AccountId author, int limit) => tx.Query(
        $"select id, boost_of from posts where author = {author} order by id limit {(long)limit}",
        row => new PostRow
        {
            Id = new(row.GetInt64(0)),
            BoostOf = row.IsDBNull(1) ? null : new PostId(row.GetInt64(1)),
            Author = author,
            Text = "",
            Html = "",
            ContentWarning = "",
            CreatedAt = default,
            Sensitive = false,
            Sequence = 0,
            Visibility = default,
        });

    public void DeleteAuthorCounts(WriteTransaction tx, AccountId author) => tx.Enqueue($"delete from author_counts where account = {author}");

    public void AddTag(WriteTransaction tx, PostId post, string tag) =>
        tx.Enqueue($"insert into post_tags (tag, post) select {tag}, {post} where exists (select 1 from posts where id = {post}) on conflict do nothing");

    public void RemoveTag(WriteTransaction tx, PostId post, string tag) => tx.Enqueue($"delete from post_tags where tag = {tag} and post = {post}");

    /// <summary>Adds differences to the counts of a post; they may be negative.</summary>
    public void AdjustCounts(WriteTransaction tx, PostId post, long replies, long publicReplies, long boosts, long favourites) => tx.Enqueue(
        $"""
        update posts set replies = replies + {replies}, public_replies = public_replies + {publicReplies}, boosts = boosts + {boosts},
          favourites = favourites + {favourites}
        where id = {post}
        """);

    /// <summary>Adds a difference to the number of an author's posts, and sets the time of the last one unless it has changed.</summary>
    /// <param name="posts">May be negative.</param>
    /// <param name="lastPostAt">In milliseconds since 1970.</param>
    /// <param name="comparedLastPostAt">The stored time that was found to be wrong; 0 where there was none.</param>
    public void AdjustAuthorCount(WriteTransaction tx, AccountId author, long posts, long lastPostAt, long comparedLastPostAt) => tx.Enqueue(
        $"""
        insert into author_counts (account, posts, last_post_at) values ({author}, {posts}, {lastPostAt})
        on conflict (account) do update set posts = author_counts.posts + {posts},
          last_post_at = case when coalesce(author_counts.last_post_at, 0) = {comparedLastPostAt} then {lastPostAt} else author_counts.last_post_at end
        """);

    /// <summary>Deletes the count of an author who has no posts, unless it has changed.</summary>
    public void RemoveAuthorCount(WriteTransaction tx, AccountId author, long comparedPosts) =>
        tx.Enqueue($"delete from author_counts where account = {author} and posts = {comparedPosts}");

    /// <summary>Deletes one batch of the mentions of an account.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int RemoveMentionsOf(WriteTransaction tx, AccountId account, int batchSize) => tx.Execute(
        $"delete from mentions where (post, account) in (select post, account from mentions where account = {account} limit {(long)batchSize})");

    private static PostId? BoostBy(WriteTransaction tx, AccountId by, PostId original) =>
        tx.QueryScalar($"select id from posts where boost_of = {original} and author = {by}") is { } boost ? new PostId(boost) : null;

    private static void Insert(WriteTransaction tx, PostRow post)
    {
        tx.Enqueue(
            $"""
            insert into posts (id, author, visibility, text, html, content_warning, sensitive, language, in_reply_to,
              in_reply_to_author, boost_of, app, created_at, sequence, replies, public_replies, boosts, favourites)
            values ({post.Id}, {post.Author}, {post.Visibility}, {post.Text}, {post.Html}, {post.ContentWarning}, {post.Sensitive},
              {post.Language}, {post.InReplyTo}, {post.InReplyToAuthor}, {post.BoostOf}, {post.App}, {post.CreatedAt}, {post.Sequence}, 0, 0, 0, 0)
            """);
        if (IsEveryone(post.Visibility) is 0)
            return;

        tx.Enqueue(
            $"""
            insert into author_counts (account, posts, last_post_at) values ({post.Author}, 1, {post.CreatedAt})
            on conflict (account) do update set posts = author_counts.posts + 1, last_post_at = excluded.last_post_at
            """);
    }

    /// <summary>
    /// Searches for the time of the last post only if that one was deleted, or none was found before, and among <see cref="MaxSearched"/>, since there may
    /// be many newer restricted posts. The index of the author's posts contains the visibility, so these are passed over without reading their rows.
    /// </summary>
    private static void CountRemoved(WriteTransaction tx, AccountId author, Visibility visibility, DateTimeOffset createdAt)
    {
        var counted = IsEveryone(visibility);
        tx.Enqueue(
            $"""
            update author_counts set posts = posts - {counted}, last_post_at = case when last_post_at > {createdAt} then last_post_at else (
              select created_at from posts where id = (
                select max(id) from (select id, visibility from posts where author = {author} order by id desc limit {(long)MaxSearched}) newest
                where visibility in ({Visibility.Public}, {Visibility.Unlisted}))) end
            where account = {author} and ({counted} = 1 or (last_post_at is null and posts > 0))
            """);
    }

    /// <summary>1 for public and unlisted posts, which count; else 0.</summary>
    private static long IsEveryone(Visibility visibility) => visibility.IsForEveryone ? 1 : 0;
}
