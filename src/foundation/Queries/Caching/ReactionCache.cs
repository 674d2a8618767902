using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>Which posts somebody has marked as a favourite or boosted.</summary>
internal sealed class ReactionCache(ReadConnectionPool reading, CacheMetrics meter, CacheOptions options)
{
    private static readonly ViewerReactions None = new(IsFavourite: false, IsBoosted: false);

    private readonly BoundedCache<(AccountId By, PostId Post), ViewerReactions> _marks = new("marks", options.MarkBytes, meter, key => Read(reading, key.By, key.Post));

    /// <summary>A post that nobody has marked needs no looking up.</summary>
    public ViewerReactions On(CachedPost post, AccountId? viewer) =>
        viewer is { } by && post.Favourites + post.Boosts > 0 ? _marks.Get((by, post.Id))! : None;

    public void Forget(AccountId by, PostId post) => _marks.Forget((by, post));

    public void ForgetAll() => _marks.ForgetAll();

    private static ViewerReactions? Read(ReadConnectionPool reading, AccountId by, PostId post) => reading.First(
        $"""
        select exists (select 1 from favourites where post = {post} and account = {by}),
          exists (select 1 from posts where boost_of = {post} and author = {by})
        """,
        row => new ViewerReactions(row.GetBoolean(0), row.GetBoolean(1)));
}

/// <summary>What one viewer has done to a post.</summary>
internal sealed record ViewerReactions(bool IsFavourite, bool IsBoosted) : ISizedEntry
{
    int ISizedEntry.Bytes => 24;
}
