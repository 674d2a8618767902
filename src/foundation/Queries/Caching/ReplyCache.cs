using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>
/// The direct replies to a post, the oldest first, at most <see cref="Max"/> of those that everyone may see and as many others: so that no number of
/// posts that nobody sees can displace what everyone sees.
/// </summary>
internal sealed class ReplyCache(ReadConnectionPool reading, CacheMetrics meter, CacheOptions options)
{
    public const int Max = 500;

    private static readonly Replies None = new([], []);

    private readonly BoundedCache<PostId, Replies> _replies = new("replies", options.ReplyBytes, meter, post => Read(reading, post));

    /// <summary>A post without replies needs no look-up.</summary>
    public Replies To(CachedPost post) => post.AllReplies is 0 ? None : _replies.Get(post.Id)!;

    public void Forget(PostId post) => _replies.Forget(post);

    public void ForgetAll() => _replies.ForgetAll();

    private static Replies Read(ReadConnectionPool reading, PostId post) => new(
        reading.Read(
            $"""
            select p.id from posts p join accounts a on a.id = p.author
            where p.in_reply_to = {post} and p.visibility in ({Visibility.Public}, {Visibility.Unlisted}) and a.suspended_at is null
            order by p.id limit {(long)Max}
            """,
            row => new PostId(row.GetInt64(0))),
        reading.Read(
            $"""
            select p.id from posts p where p.in_reply_to = {post} and p.visibility not in ({Visibility.Public}, {Visibility.Unlisted})
            order by p.id limit {(long)Max}
            """,
            row => new PostId(row.GetInt64(0))));
}

/// <param name="Public">For everyone.</param>
/// <param name="Restricted">For some.</param>
internal sealed record Replies(List<PostId> Public, List<PostId> Restricted) : ISizedEntry
{
    /// <summary>Whether there may be more restricted replies than these.</summary>
    public bool HasMoreRestricted => Restricted.Count >= ReplyCache.Max;

    int ISizedEntry.Bytes => 100 + (8 * (Public.Count + Restricted.Count));
}
