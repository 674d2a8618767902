using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Text;

namespace Plaza.Data.Replaying;

/// <summary>
/// Which posts, boosts, favourites, follows and hashtags stand, as the journal tells it. What was erased counts for nothing: its rows went before
/// it. Of an account of which nothing is left, nothing stands either, also where the journal is just being erased.
/// </summary>
internal sealed class ContentReplay : ReplayProjection
{
    public override string Schema =>
        """
        create temp table told_posts (id integer primary key, author integer not null, answers integer, is_public integer not null, time integer not null);
        create temp table told_tags (post integer, tag text, primary key (post, tag)) without rowid;
        create temp table told_boosts (id integer primary key, post integer not null, account integer not null, is_public integer not null, time integer not null);
        create temp table told_favourites (post integer, account integer, primary key (post, account)) without rowid;
        create temp table told_follows (follower integer, followed integer, primary key (follower, followed)) without rowid;
        create temp table told_silent (account integer primary key);
        create temp table told_alone (account integer primary key);
        create temp view standing_posts as select * from told_posts where author not in (select account from told_silent);
        create temp view standing_boosts as select * from told_boosts
          where account not in (select account from told_silent) and post in (select id from standing_posts);
        create temp view standing_favourites as select * from told_favourites
          where account not in (select account from told_silent) and post in (select id from standing_posts);
        create temp view standing_follows as select * from told_follows where follower not in (select account from told_alone);
        """;

    /// <summary>The live tables change in the transactions of the events themselves.</summary>
    public override long UpperBound(ReplayDatabase beside, long last) => last;

    public override void Apply(ReplayDatabase beside, ReplayEntry entry)
    {
        if (entry.Is<PostsErased>())
            beside.Run($"insert or ignore into told_silent (account) values ({entry.Account})");
        else if (entry.Is<FollowsErased>())
            beside.Run($"insert or ignore into told_alone (account) values ({entry.Account})");

        _ = entry.Happened switch
        {
            PostPublished posted => Publish(beside, posted, entry.Time),
            PostDeleted deleted => Delete(beside, deleted),
            PostBoosted boosted => beside.Run(
                $"""
                insert or ignore into told_boosts (id, post, account, is_public, time)
                values ({boosted.Boost}, {boosted.Post}, {boosted.By}, {boosted.Visibility.IsForEveryone}, {entry.Time})
                """),
            BoostWithdrawn withdrawn => beside.Run($"delete from told_boosts where id = {withdrawn.Boost}"),
            PostFavourited liked => beside.Run($"insert or ignore into told_favourites (post, account) values ({liked.Post}, {liked.By})"),
            FavouriteWithdrawn liked => beside.Run($"delete from told_favourites where post = {liked.Post} and account = {liked.By}"),
            AccountFollowed followed => beside.Run($"insert or ignore into told_follows (follower, followed) values ({followed.Follower}, {followed.Followed})"),
            AccountUnfollowed left => beside.Run($"delete from told_follows where follower = {left.Follower} and followed = {left.Followed}"),
            _ => 0,
        };
    }

    private static int Publish(ReplayDatabase beside, PostPublished posted, long time)
    {
        foreach (var tag in posted.Tags.Select(Hashtag.KeyOfStored))
            beside.Run($"insert or ignore into told_tags (post, tag) values ({posted.Post}, {tag})");

        return beside.Run(
            $"""
            insert or ignore into told_posts (id, author, answers, is_public, time)
            values ({posted.Post}, {posted.Author}, {posted.InReplyTo}, {posted.Visibility.IsForEveryone}, {time})
            """);
    }

    private static int Delete(ReplayDatabase beside, PostDeleted deleted)
    {
        beside.Run($"delete from told_tags where post = {deleted.Post}");
        return beside.Run($"delete from told_posts where id = {deleted.Post}");
    }
}
