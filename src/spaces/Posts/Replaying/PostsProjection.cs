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
    public override void CreateTables(ReplayDatabase database)
    {
        database.CreateTable(
            "replay_posts",
            "id bigint, author bigint not null, in_reply_to bigint, visibility bigint not null, is_public boolean not null, time bigint not null",
            key: "id");
        database.CreateTable("replay_tags", "post bigint, tag text", key: "post, tag");
        database.CreateTable("replay_mentions", "post bigint, account bigint", key: "post, account");
        database.CreateTable(
            "replay_boosts",
            "id bigint, post bigint not null, account bigint not null, visibility bigint not null, is_public boolean not null, time bigint not null",
            key: "id");
        database.CreateTable("replay_favourites", "post bigint, account bigint", key: "post, account");
        database.CreateTable("replay_erased_authors", "account bigint", key: "account");
        database.CreateTable("replay_deleted_accounts", "account bigint", key: "account");
        database.CreateView("existing_posts", $"select * from replay_posts where {IsNotErased("replay_posts.author")}");
        database.CreateView("existing_boosts", $"select * from replay_boosts where {IsNotErased("replay_boosts.account")} and post in (select id from existing_posts)");
        database.CreateView(
            "existing_favourites", $"select * from replay_favourites where {IsNotErased("replay_favourites.account")} and post in (select id from existing_posts)");
    }

    /// <summary>The tables are written in the transactions of the events, so they never lag behind the journal.</summary>
    public override long UpperBound(ReplayDatabase database, long last) => last;

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<PostsErased>())
            database.Enqueue($"insert into replay_erased_authors (account) values ({entry.Account}) on conflict do nothing");
        else if (entry.Is<AccountDeleted>())
            database.Enqueue($"insert into replay_deleted_accounts (account) values ({entry.Account}) on conflict do nothing");

        switch (entry.Event)
        {
            case PostPublished published:
                Publish(database, published, entry.Time);
                break;
            case PostDeleted deleted:
                Delete(database, deleted);
                break;
            case PostBoosted boosted:
                database.Enqueue(
                    $"""
                    insert into replay_boosts (id, post, account, visibility, is_public, time)
                    values ({boosted.Boost}, {boosted.Post}, {boosted.By}, {boosted.Visibility}, {boosted.Visibility.IsForEveryone}, {entry.Time})
                    on conflict do nothing
                    """);
                break;
            case BoostWithdrawn withdrawn:
                database.Enqueue($"delete from replay_boosts where id = {withdrawn.Boost}");
                break;
            case PostFavourited favourited:
                database.Enqueue($"insert into replay_favourites (post, account) values ({favourited.Post}, {favourited.By}) on conflict do nothing");
                break;
            case FavouriteWithdrawn withdrawn:
                database.Enqueue($"delete from replay_favourites where post = {withdrawn.Post} and account = {withdrawn.By}");
                break;
        }
    }

    private static string IsNotErased(string author) => $"not exists (select 1 from replay_erased_authors erased where erased.account = {author})";

    private static void Publish(ReplayDatabase database, PostPublished published, long time)
    {
        foreach (var tag in published.Tags.Select(Hashtag.KeyOfStored))
            database.Enqueue($"insert into replay_tags (post, tag) values ({published.Post}, {tag}) on conflict do nothing");

        foreach (var mentioned in published.Mentions)
            database.Enqueue($"insert into replay_mentions (post, account) values ({published.Post}, {mentioned}) on conflict do nothing");

        database.Enqueue(
            $"""
            insert into replay_posts (id, author, in_reply_to, visibility, is_public, time)
            values ({published.Post}, {published.Author}, {published.InReplyTo}, {published.Visibility}, {published.Visibility.IsForEveryone}, {time})
            on conflict do nothing
            """);
    }

    private static void Delete(ReplayDatabase database, PostDeleted deleted)
    {
        database.Enqueue($"delete from replay_tags where post = {deleted.Post}");
        database.Enqueue($"delete from replay_mentions where post = {deleted.Post}");
        database.Enqueue($"delete from replay_posts where id = {deleted.Post}");
    }
}
