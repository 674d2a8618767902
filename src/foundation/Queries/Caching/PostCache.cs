using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Queries.Posts;

namespace Plaza.Queries.Caching;

/// <summary>Posts and boosts by id, the same for every viewer.</summary>
internal sealed class PostCache(ReadConnectionPool connections, CacheMetrics metrics, CacheOptions options)
{
    private readonly LoadingCache<PostId, CachedPost> _posts =
        new("posts", options.PostBytes, metrics, (posts, ct) => LoadAsync(connections, posts, ct));

    public CacheReader<PostId, CachedPost> Read() => new(_posts);

    public void Invalidate(PostId post) => _posts.Invalidate(post);

    public void InvalidateAll() => _posts.InvalidateAll();

    private static async ValueTask<Dictionary<PostId, CachedPost>> LoadAsync(
        ReadConnectionPool connections, IReadOnlyCollection<PostId> posts, CancellationToken ct) => (await connections.QueryAsync(
        $"""
        select p.id, p.author, p.created_at, p.visibility, p.text, p.html, p.content_warning, p.sensitive, p.language, p.in_reply_to,
          p.boost_of, p.public_replies, p.boosts, p.favourites, apps.name, apps.website,
          (select string_agg(m.account || ' ' || a.handle, ' ' order by m.account) from mentions m join accounts a on a.id = m.account where m.post = p.id),
          (select string_agg(tag, ' ' order by tag) from post_tags where post = p.id),
          p.replies
        from posts p left join apps on apps.id = p.app where p.id in {posts}
        """,
        ReadRow,
        ct)).ToDictionary(post => post.Id);

    private static CachedPost ReadRow(SqlRow row) => new()
    {
        Id = new(row.GetInt64(0)),
        Author = new(row.GetInt64(1)),
        CreatedAt = row.GetTime(2),
        Visibility = (Visibility)row.GetInt32(3),
        Text = row.GetString(4),
        Html = row.GetString(5),
        ContentWarning = row.GetString(6),
        Sensitive = row.GetBoolean(7),
        Language = row.IsDBNull(8) ? null : row.GetString(8),
        InReplyTo = row.IsDBNull(9) ? null : new(row.GetInt64(9)),
        BoostOf = row.IsDBNull(10) ? null : new(row.GetInt64(10)),
        Replies = row.GetInt32(11),
        Boosts = row.GetInt32(12),
        Favourites = row.GetInt32(13),
        App = row.IsDBNull(14) ? null : new(row.GetString(14), row.IsDBNull(15) ? null : row.GetString(15)),
        Mentions = row.IsDBNull(16) ? [] : Mentions(row.GetString(16).Split(' ')),
        AllReplies = row.GetInt32(18),
        Tags = row.IsDBNull(17) ? [] : row.GetString(17).Split(' '),
    };

    private static List<MentionView> Mentions(string[] idsAndHandles) =>
        [.. idsAndHandles.Chunk(2).Select(pair => AccountId.TryParse(pair[0], out var id) ? new MentionView(id, pair[1]) : throw new FormatException(pair[0]))];
}
