namespace Plaza.Data.Replaying;

/// <summary>
/// The counts. A row that says nothing but zero is as good as none. What is wrong is made good by adding what is missing, so that what is
/// counted meanwhile stays counted. Rows of accounts that are gone are about to be erased and are looked at by nobody.
/// </summary>
internal static class CountReplayTables
{
    public static ReplayTable OfPosts { get; } = new(
        "posts",
        ["id"],
        ["replies", "public_replies", "boosts", "favourites"],
        """
        select id, sum(replies), sum(public_replies), sum(boosts), sum(favourites) from (
          select answers as id, 1 as replies, is_public as public_replies, 0 as boosts, 0 as favourites from standing_posts where answers is not null
          union all select post, 0, 0, 1, 0 from standing_boosts
          union all select post, 0, 0, 0, 1 from standing_favourites)
        where id in (select id from standing_posts) group by id
        """,
        "select id, replies, public_replies, boosts, favourites from posts where replies <> 0 or public_replies <> 0 or boosts <> 0 or favourites <> 0",
        (tx, row) => tx.Execute(
            $"""
            update posts set replies = replies + {row.Shortfall(0)}, public_replies = public_replies + {row.Shortfall(1)},
              boosts = boosts + {row.Shortfall(2)}, favourites = favourites + {row.Shortfall(3)}
            where id = {row.Id(0)}
            """));

    public static ReplayTable OfAuthors { get; } = new(
        "author_counts",
        ["account"],
        ["posts", "last_post_at"],
        """
        select account, count(*), max(time) from (
          select author as account, time from standing_posts where is_public = 1 union all select account, time from standing_boosts where is_public = 1)
        where account in (select id from accounts) group by account
        """,
        "select account, posts, coalesce(last_post_at, 0) from author_counts where (posts <> 0 or last_post_at is not null) and account in (select id from accounts)",
        (tx, row) =>
        {
            if (row.Told is not [_, var last])
            {
                tx.Execute($"delete from author_counts where account = {row.Id(0)} and posts = {row.Expected![0]}");
                return;
            }

            tx.Execute(
                $"""
                insert into author_counts (account, posts, last_post_at) values ({row.Id(0)}, {row.Shortfall(0)}, {last})
                on conflict (account) do update set posts = posts + {row.Shortfall(0)},
                  last_post_at = case when coalesce(last_post_at, 0) = {row.Expected?[1] ?? 0} then {last} else last_post_at end
                """);
        });

    public static ReplayTable OfFollows { get; } = new(
        "follow_counts",
        ["account"],
        ["followers", "following"],
        """
        select account, sum(followers), sum(following) from (
          select followed as account, 1 as followers, 0 as following from standing_follows
          union all select follower, 0, 1 from standing_follows)
        where account in (select id from accounts) group by account
        """,
        "select account, followers, following from follow_counts where (followers <> 0 or following <> 0) and account in (select id from accounts)",
        (tx, row) => tx.Execute(
            $"""
            insert into follow_counts (account, followers, following) values ({row.Id(0)}, {row.Shortfall(0)}, {row.Shortfall(1)})
            on conflict (account) do update set followers = followers + {row.Shortfall(0)}, following = following + {row.Shortfall(1)}
            """));
}
