using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>
/// The ids of the direct replies to a post, oldest first: at most <see cref="Max"/> that everyone may see and as many others, so that restricted
/// replies cannot displace public ones.
/// </summary>
internal sealed class ReplyCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    public const int Max = 500;

    private readonly LoadingCache<PostId, Replies> _replies =
        new("replies", options.ReplyBytes, metrics, (posts, ct) => LoadAsync(connections, posts, ct));

    public CacheReader<PostId, Replies> Read() => new(_replies);

    public void Invalidate(PostId post) => _replies.Invalidate(post);

    public void InvalidateAll() => _replies.InvalidateAll();

    /// <summary>One query for all posts, except for those with more replies than are cached.</summary>
    private static async ValueTask<Dictionary<PostId, Replies>> LoadAsync(
        ReadConnectionPool connections, IReadOnlyCollection<PostId> posts, CancellationToken ct)
    {
        var loaded = posts.ToDictionary(post => post, _ => new Replies([], []));
        var large = await connections.QueryAsync($"select id from posts where id in {posts} and replies > {(long)Max}", ReadId, ct);
        foreach (var post in large)
            loaded[post] = await LoadLargeAsync(connections, post, ct);

        var rows = await connections.QueryAsync(
            $"""
            select p.in_reply_to, p.id, p.visibility, a.suspended_at is not null
            from posts p join accounts a on a.id = p.author where p.in_reply_to in {posts.Except(large).ToList()} order by p.id
            """,
            row => (Parent: new PostId(row.GetInt64(0)), Id: new PostId(row.GetInt64(1)), Visibility: (Visibility)row.GetInt32(2), IsSuspended: row.GetBoolean(3)),
            ct);
        foreach (var row in rows)
        {
            if (!row.Visibility.IsForEveryone)
                loaded[row.Parent].Restricted.Add(row.Id);
            else if (!row.IsSuspended)
                loaded[row.Parent].Public.Add(row.Id);
        }

        return loaded;
    }

    private static async ValueTask<Replies> LoadLargeAsync(ReadConnectionPool connections, PostId post, CancellationToken ct) => new(
        await connections.QueryAsync(
            $"""
            select p.id from posts p join accounts a on a.id = p.author
            where p.in_reply_to = {post} and p.visibility in ({Visibility.Public}, {Visibility.Unlisted}) and a.suspended_at is null
            order by p.id limit {(long)Max}
            """,
            ReadId,
            ct),
        await connections.QueryAsync(
            $"""
            select p.id from posts p where p.in_reply_to = {post} and p.visibility not in ({Visibility.Public}, {Visibility.Unlisted})
            order by p.id limit {(long)Max}
            """,
            ReadId,
            ct));

    private static PostId ReadId(SqlRow row) => new(row.GetInt64(0));
}

/// <param name="Public">Visible to everyone.</param>
/// <param name="Restricted">Visible to some viewers.</param>
internal sealed record Replies(List<PostId> Public, List<PostId> Restricted) : ISizedEntry
{
    public static Replies None { get; } = new([], []);

    /// <summary>Whether there may be more restricted replies than are cached.</summary>
    public bool HasMoreRestricted => Restricted.Count >= ReplyCache.Max;

    int ISizedEntry.Bytes => 100 + (8 * (Public.Count + Restricted.Count));
}
