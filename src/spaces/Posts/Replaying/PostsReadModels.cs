using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Posts;

namespace Plaza.Posts.Replaying;

/// <summary>
/// Posts, boosts, favourites and mentions, which can be verified but not rebuilt; the counts of posts and authors, and the hashtags, which can.
/// Counts are repaired by adding the difference, so that changes since the comparison stay counted; a row of zeros equals no row. Rows of accounts
/// that no longer exist are left out: they are about to be erased and are not shown.
/// </summary>
internal sealed class PostsReadModels(PostRepository posts) : IReadModelSource
{
    public IReadOnlyList<ReadModel> Create()
    {
        var projection = new PostsProjection();
        return
        [
            new(ReadModelNames.Content, [projection], [Posts(), Favourites(), Mentions()]),
            new(ReadModelNames.Counts, [projection], [PostCounts(), AuthorCounts()]),
            new(ReadModelNames.Hashtags, [projection], [Hashtags()]),
        ];
    }

    /// <summary>Boosts, favourites and mentions of a deleted post, or of a deleted account, are left out: they are deleted in batches after the event.</summary>
    private static ReplayTable Posts() => new(
        "posts",
        ["id"],
        ["author", "visibility", "boost_of", "created_at"],
        """
        select id, author, visibility, 0, time from existing_posts union all select id, account, visibility, post, time from existing_boosts
        """,
        "select id, author, visibility, coalesce(boost_of, 0), created_at from posts where boost_of is null or boost_of in (select id from existing_posts)")
    {
        CaptureName = "post_rows",
    };

    private static ReplayTable Favourites() => new(
        "favourites",
        ["post", "account"],
        [],
        "select post, account from existing_favourites",
        "select post, account from favourites where post in (select id from existing_posts)");

    private static ReplayTable Mentions() => new(
        "mentions",
        ["post", "account"],
        [],
        """
        select post, account from replay_mentions
        where post in (select id from existing_posts) and account not in (select account from replay_deleted_accounts)
        """,
        """
        select post, account from mentions
        where post in (select id from existing_posts) and account not in (select account from replay_deleted_accounts)
        """);

    private ReplayTable PostCounts() => new(
        "posts",
        ["id"],
        ["replies", "public_replies", "boosts", "favourites"],
        """
        select id, sum(replies), sum(public_replies), sum(boosts), sum(favourites) from (
          select in_reply_to as id, 1 as replies, case when is_public then 1 else 0 end as public_replies, 0 as boosts, 0 as favourites from existing_posts where in_reply_to is not null
          union all select post, 0, 0, 1, 0 from existing_boosts
          union all select post, 0, 0, 0, 1 from existing_favourites) counted
        where id in (select id from existing_posts) group by id
        """,
        "select id, replies, public_replies, boosts, favourites from posts where replies <> 0 or public_replies <> 0 or boosts <> 0 or favourites <> 0",
        (tx, row) => posts.AdjustCounts(tx, new(row.Id(0)), row.Shortfall(0), row.Shortfall(1), row.Shortfall(2), row.Shortfall(3)));

    /// <summary>
    /// The last post is the one with the highest id, whatever its time, since the clock may have been set back. A time may be missing where the last
    /// public post is older than the newest <see cref="PostRepository.MaxSearched"/>.
    /// </summary>
    private ReplayTable AuthorCounts() => new(
        "author_counts",
        ["account"],
        ["posts", "last_post_at"],
        """
        select account, posts, coalesce((select time from replay_posts where id = last), (select time from replay_boosts where id = last)) from (
          select account, count(*) as posts, max(id) as last from (
            select id, author as account from existing_posts where is_public
            union all select id, account from existing_boosts where is_public) entries
          where account in (select id from accounts) group by account) counts
        """,
        $"""
        select account, posts, coalesce(last_post_at, (
          select created_at from posts where author = account and visibility in ({Visibility.Public:D}, {Visibility.Unlisted:D}) and not exists (
            select 1 from (select visibility from posts where author = account order by id desc limit {PostRepository.MaxSearched}) newest
            where visibility in ({Visibility.Public:D}, {Visibility.Unlisted:D}))
          order by id desc limit 1), 0)
        from author_counts where (posts <> 0 or last_post_at is not null) and account in (select id from accounts)
        """,
        (tx, row) =>
        {
            if (row.Expected is [_, var last])
                posts.AdjustAuthorCount(tx, new(row.Id(0)), row.Shortfall(0), last, row.Actual?[1] ?? 0);
            else
                posts.RemoveAuthorCount(tx, new(row.Id(0)), row.Actual![0]);
        });

    private ReplayTable Hashtags() => new(
        "post_tags",
        ["tag", "post"],
        [],
        "select tag, post from replay_tags where post in (select id from existing_posts)",
        "select tag, post from post_tags",
        (tx, row) =>
        {
            var (tag, post) = (row.Text(0), new PostId(row.Id(1)));
            if (row.Expected is null)
                posts.RemoveTag(tx, post, tag);
            else
                posts.AddTag(tx, post, tag);
        })
    {
        TextKeys = ["tag"],
    };
}
