using Plaza.Contracts.Authentication;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Text;
using Plaza.Data.Replaying;

namespace Plaza.Posts.Replaying;

/// <summary>
/// Folds the journal into the posts, boosts, favourites, mentions and hashtags that exist. Erased events are skipped: their rows were deleted first.
/// All posts of an account count as deleted from its deletion on, even while the erasure is still running.
/// </summary>
internal sealed class PostsProjection : ReplayProjection
{
    public override string Schema =>
        """
        create temp table replay_posts (id integer primary key, author integer not null, in_reply_to integer, visibility integer not null, is_public integer not null, time integer not null);
        create temp table replay_tags (post integer, tag text, primary key (post, tag)) without rowid;
        create temp table replay_mentions (post integer, account integer, primary key (post, account)) without rowid;
        create temp table replay_boosts (id integer primary key, post integer not null, account integer not null, visibility integer not null, is_public integer not null, time integer not null);
        create temp table replay_favourites (post integer, account integer, primary key (post, account)) without rowid;
        create temp table replay_erased_authors (account integer primary key);
        create temp table replay_deleted_accounts (account integer primary key);
        create temp view existing_posts as select * from replay_posts where author not in (select account from replay_erased_authors);
        create temp view existing_boosts as select * from replay_boosts
          where account not in (select account from replay_erased_authors) and post in (select id from existing_posts);
        create temp view existing_favourites as select * from replay_favourites
          where account not in (select account from replay_erased_authors) and post in (select id from existing_posts);
        """;

    /// <summary>The tables are written in the transactions of the events, so they never lag behind the journal.</summary>
    public override long UpperBound(ReplayDatabase database, long last) => last;

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<PostsErased>())
            database.Execute($"insert or ignore into replay_erased_authors (account) values ({entry.Account})");
        else if (entry.Is<AccountDeleted>())
            database.Execute($"insert or ignore into replay_deleted_accounts (account) values ({entry.Account})");

        _ = entry.Event switch
        {
            PostPublished published => Publish(database, published, entry.Time),
            PostDeleted deleted => Delete(database, deleted),
            PostBoosted boosted => database.Execute(
                $"""
                insert or ignore into replay_boosts (id, post, account, visibility, is_public, time)
                values ({boosted.Boost}, {boosted.Post}, {boosted.By}, {boosted.Visibility}, {boosted.Visibility.IsForEveryone}, {entry.Time})
                """),
            BoostWithdrawn withdrawn => database.Execute($"delete from replay_boosts where id = {withdrawn.Boost}"),
            PostFavourited favourited => database.Execute($"insert or ignore into replay_favourites (post, account) values ({favourited.Post}, {favourited.By})"),
            FavouriteWithdrawn withdrawn => database.Execute($"delete from replay_favourites where post = {withdrawn.Post} and account = {withdrawn.By}"),
            _ => 0,
        };
    }

    private static int Publish(ReplayDatabase database, PostPublished published, long time)
    {
        foreach (var tag in published.Tags.Select(Hashtag.KeyOfStored))
            database.Execute($"insert or ignore into replay_tags (post, tag) values ({published.Post}, {tag})");

        foreach (var mentioned in published.Mentions)
            database.Execute($"insert or ignore into replay_mentions (post, account) values ({published.Post}, {mentioned})");

        return database.Execute(
            $"""
            insert or ignore into replay_posts (id, author, in_reply_to, visibility, is_public, time)
            values ({published.Post}, {published.Author}, {published.InReplyTo}, {published.Visibility}, {published.Visibility.IsForEveryone}, {time})
            """);
    }

    private static int Delete(ReplayDatabase database, PostDeleted deleted)
    {
        database.Execute($"delete from replay_tags where post = {deleted.Post}");
        database.Execute($"delete from replay_mentions where post = {deleted.Post}");
        return database.Execute($"delete from replay_posts where id = {deleted.Post}");
    }
}
