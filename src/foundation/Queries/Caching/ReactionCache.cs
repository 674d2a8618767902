using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>Whether an account has favourited or boosted a post, by account and post.</summary>
internal sealed class ReactionCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private readonly LoadingCache<(AccountId By, PostId Post), ViewerReactions> _reactions =
        new("marks", options.MarkBytes, metrics, (keys, ct) => LoadAsync(connections, keys, ct));

    public CacheReader<(AccountId By, PostId Post), ViewerReactions> Read() => new(_reactions);

    public void Invalidate(AccountId by, PostId post) => _reactions.Invalidate((by, post));

    public void InvalidateAll() => _reactions.InvalidateAll();

    /// <summary>A page is read for one viewer, so there is one query for each viewer.</summary>
    private static async ValueTask<Dictionary<(AccountId By, PostId Post), ViewerReactions>> LoadAsync(
        ReadConnectionPool connections, IReadOnlyCollection<(AccountId By, PostId Post)> keys, CancellationToken ct)
    {
        var loaded = keys.ToDictionary(key => key, _ => ViewerReactions.None);
        foreach (var viewer in keys.GroupBy(key => key.By, key => key.Post))
        {
            var (by, posts) = (viewer.Key, viewer.ToList());
            foreach (var (post, isBoost) in await connections.QueryAsync(
                $"""
                select post, {false} from favourites where account = {by} and post in {posts}
                union all
                select boost_of, {true} from posts where author = {by} and boost_of in {posts}
                """,
                row => (Post: new PostId(row.GetInt64(0)), IsBoost: row.GetBoolean(1)),
                ct))
            {
                var known = loaded[(by, post)];
                loaded[(by, post)] = isBoost ? known with { IsBoosted = true } : known with { IsFavourite = true };
            }
        }

        return loaded;
    }
}

/// <summary>The reactions of one viewer to a post.</summary>
internal sealed record ViewerReactions(bool IsFavourite, bool IsBoosted) : ISizedEntry
{
    public static ViewerReactions None { get; } = new(IsFavourite: false, IsBoosted: false);

    int ISizedEntry.Bytes => 24;
}
