using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>
/// The ids of the direct replies to a post, oldest first: at most <see cref="Max"/> that everyone may see and as many others, so that restricted
/// replies cannot displace public ones.
/// </summary>
internal sealed class ReplyCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    public const int Max = 500;

    private static readonly Replies None = new([], []);

    private readonly BoundedCache<PostId, Replies> _replies = new("replies", options.ReplyBytes, metrics);

    /// <summary>Needs no look-up for a post without replies.</summary>
    public Replies To(CachedPost post) => post.AllReplies is 0 ? None : _replies.GetOrLoad(post.Id, connections, Load)!;

    public void Invalidate(PostId post) => _replies.Invalidate(post);

    public void InvalidateAll() => _replies.InvalidateAll();

    private static Replies Load(ReadConnectionPool connections, PostId post) => new(
        connections.Query(
            $"""
            select p.id from posts p join accounts a on a.id = p.author
            where p.in_reply_to = {post} and p.visibility in ({Visibility.Public}, {Visibility.Unlisted}) and a.suspended_at is null
            order by p.id limit {(long)Max}
            """,
            row => new PostId(row.GetInt64(0))),
        connections.Query(
            $"""
            select p.id from posts p where p.in_reply_to = {post} and p.visibility not in ({Visibility.Public}, {Visibility.Unlisted})
            order by p.id limit {(long)Max}
            """,
            row => new PostId(row.GetInt64(0))));
}

/// <param name="Public">Visible to everyone.</param>
/// <param name="Restricted">Visible to some viewers.</param>
internal sealed record Replies(List<PostId> Public, List<PostId> Restricted) : ISizedEntry
{
    /// <summary>Whether there may be more restricted replies than are cached.</summary>
    public bool HasMoreRestricted => Restricted.Count >= ReplyCache.Max;

    int ISizedEntry.Bytes => 100 + (8 * (Public.Count + Restricted.Count));
}
