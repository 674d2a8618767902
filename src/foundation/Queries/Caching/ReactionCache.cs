using Plaza.Contracts.Ids;
using Plaza.Data.Sqlite;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>Whether an account has favourited or boosted a post, by account and post.</summary>
internal sealed class ReactionCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private static readonly ViewerReactions None = new(IsFavourite: false, IsBoosted: false);

    private readonly BoundedCache<(AccountId By, PostId Post), ViewerReactions> _reactions = new("marks", options.MarkBytes, metrics);

    /// <summary>Needs no look-up for a post without reactions.</summary>
    public ViewerReactions On(CachedPost post, AccountId? viewer) =>
        viewer is { } by && post.Favourites + post.Boosts > 0 ? _reactions.GetOrLoad((by, post.Id), connections, Load)! : None;

    public void Invalidate(AccountId by, PostId post) => _reactions.Invalidate((by, post));

    public void InvalidateAll() => _reactions.InvalidateAll();

    private static ViewerReactions? Load(ReadConnectionPool connections, (AccountId By, PostId Post) key) => connections.QueryFirst(
        $"""
        select exists (select 1 from favourites where post = {key.Post} and account = {key.By}),
          exists (select 1 from posts where boost_of = {key.Post} and author = {key.By})
        """,
        row => new ViewerReactions(row.GetBoolean(0), row.GetBoolean(1)));
}

/// <summary>The reactions of one viewer to a post.</summary>
internal sealed record ViewerReactions(bool IsFavourite, bool IsBoosted) : ISizedEntry
{
    int ISizedEntry.Bytes => 24;
}
