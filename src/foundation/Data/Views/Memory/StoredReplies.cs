using Plaza.Contracts.Ids;
using Plaza.Data.Sql;

namespace Plaza.Data.Views.Memory;

/// <summary>What answers a post directly, the oldest first, at most <see cref="Most"/>.</summary>
internal sealed class StoredReplies(Reading reading, CacheMeter meter, MemoryOptions options)
{
    public const int Most = 500;

    private readonly ViewCache<PostId, Replies> _replies = new("replies", options.ReplyBytes, meter, post => Read(reading, post));

    /// <summary>A post that nobody has answered needs no looking up.</summary>
    public IReadOnlyList<PostId> To(StoredPost post) => post.Replies is 0 ? [] : _replies.Get(post.Id)!.Posts;

    public void Forget(PostId post) => _replies.Forget(post);

    public void ForgetAll() => _replies.ForgetAll();

    private static Replies Read(Reading reading, PostId post) =>
        new(reading.Read($"select id from posts where in_reply_to = {post} order by id limit {(long)Most}", row => new PostId(row.GetInt64(0))));

    private sealed record Replies(List<PostId> Posts) : IWeighed
    {
        int IWeighed.Bytes => 60 + (8 * Posts.Count);
    }
}
