using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Database;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Threads;

/// <summary>Reads the ancestors of a post and the replies below it, as far as the viewer may see them.</summary>
public sealed class ThreadQueries
{
    private const int MaxAncestors = 100;
    private const int MaxReplies = 500;

    /// <summary>How many posts of a level are loaded together.</summary>
    private const int BatchSize = 50;

    /// <summary>How many replies are loaded together.</summary>
    private const int SliceSize = 200;

    private readonly IDbContextFactory<PlazaDbContext> _tables;
    private readonly ReadConnectionPool _reading;
    private readonly CachedViews _views;

    internal ThreadQueries(IDbContextFactory<PlazaDbContext> tables, ReadConnectionPool reading, CachedViews views) =>
        (_tables, _reading, _views) = (tables, reading, views);

    /// <summary>The ancestors from the first post of the thread on; the replies in tree order, each below its parent.</summary>
    public async ValueTask<(List<PostView> Ancestors, List<PostView> Replies)> ReadAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        var root = await _views.ReadAsync(post, static (reader, post) => reader.Post(post), ct);
        return root is null ? ([], []) : (await ReadAboveAsync(root, viewer, ct), await ReadBelowAsync(root, viewer, ct));
    }

    private async ValueTask<List<PostView>> ReadAboveAsync(CachedPost post, AccountId? viewer, CancellationToken ct)
    {
        var isFirst = true;
        for (var reader = _views.CreateReader(); ; await reader.LoadMissingAsync(ct))
        {
            var above = Above(reader, post);
            var isBroken = !reader.IsComplete;
            var views = above.Select(id => reader.View(id, viewer)).OfType<PostView>().ToList();
            if (reader.IsComplete)
                return views;

            // Instead of one query for each level.
            foreach (var ancestor in isBroken && isFirst ? await ReadAncestorsAsync(post.Id, ct) : [])
                reader.Post(ancestor);

            isFirst = false;
        }
    }

    private static List<PostId> Above(ViewReader reader, CachedPost post)
    {
        var above = new List<PostId>();
        while (post.InReplyTo is { } parent && above.Count < MaxAncestors && reader.Post(parent) is { } next)
        {
            above.Add(parent);
            post = next;
        }

        above.Reverse();
        return above;
    }

    private ValueTask<List<PostId>> ReadAncestorsAsync(PostId post, CancellationToken ct) => _reading.QueryAsync(
        $"""
        with recursive above (id, level) as (
          select in_reply_to, 1 from posts where id = {post}
          union all
          select p.in_reply_to, above.level + 1 from above join posts p on p.id = above.id where above.level < {(long)MaxAncestors})
        select id from above where id is not null
        """,
        row => new PostId(row.GetInt64(0)),
        ct);

    /// <summary>
    /// Reads level by level, so that a long thread below the first reply does not hide the other replies. Replies that the viewer does not see are
    /// traversed, with a limit of their own.
    /// </summary>
    private async ValueTask<List<PostView>> ReadBelowAsync(CachedPost root, AccountId? viewer, CancellationToken ct)
    {
        var children = new Dictionary<PostId, List<PostId>>();
        var visible = new Dictionary<PostId, PostView>();
        var (left, hiddenLeft) = (MaxReplies, MaxReplies);

        for (List<CachedPost> level = [root], next = []; level.Count > 0; (level, next) = (next, []))
        {
            foreach (var parents in level.Chunk(BatchSize).TakeWhile(_ => left > 0))
            {
                // The replies in slices, since most of them may be beyond the limit.
                foreach (var slice in (await ReadReplyIdsAsync(parents, viewer, ct)).Chunk(SliceSize).TakeWhile(_ => left > 0))
                {
                    foreach (var (parent, reply, view) in await ReadRepliesAsync(slice, viewer, ct))
                    {
                        if ((view is null ? hiddenLeft-- : left--) <= 0)
                            continue;

                        if (view is not null)
                            visible.Add(reply.Id, view);

                        if (!children.TryGetValue(parent, out var found))
                            children.Add(parent, found = []);

                        found.Add(reply.Id);
                        next.Add(reply);
                    }
                }
            }
        }

        foreach (var replies in children.Values)
            replies.Sort((one, other) => one.Value.CompareTo(other.Value));

        return [.. InTreeOrder(root.Id, children).Where(visible.ContainsKey).Select(id => visible[id])];
    }

    private async ValueTask<List<(PostId Parent, PostId Reply)>> ReadReplyIdsAsync(CachedPost[] parents, AccountId? viewer, CancellationToken ct)
    {
        var known = await _views.ReadAsync(parents, static (reader, parents) => parents.Select(post => (post.Id, Replies: reader.RepliesTo(post))).ToList(), ct);
        var ids = new List<(PostId, PostId)>();
        foreach (var (parent, replies) in known)
        {
            var restricted = replies.HasMoreRestricted ? await ReadRestrictedAsync(parent, viewer, ct) : replies.Restricted;
            ids.AddRange(replies.Public.Concat(restricted).Select(reply => (parent, reply)));
        }

        return ids;
    }

    /// <summary>The replies that exist, each with what the viewer sees of it.</summary>
    private ValueTask<List<(PostId Parent, CachedPost Reply, PostView? View)>> ReadRepliesAsync(
        (PostId Parent, PostId Reply)[] ids, AccountId? viewer, CancellationToken ct) => _views.ReadAsync(
        (ids, viewer),
        static (reader, wanted) => wanted.ids
            .Select(id => (id.Parent, Reply: reader.Post(id.Reply), View: reader.View(id.Reply, wanted.viewer)))
            .Where(reply => reply.Reply is not null).Select(reply => (reply.Parent, reply.Reply!, reply.View)).ToList(),
        ct);

    /// <summary>Where not all restricted replies are cached, those that the viewer may see are read from the table.</summary>
    private async ValueTask<List<PostId>> ReadRestrictedAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        if (viewer is null)
            return [];

        await using var db = await _tables.CreateDbContextAsync(ct);
        return await db.Posts
            .Where(row => row.InReplyTo == post).Restricted()
            .VisibleTo(db, viewer).OrderBy(row => row.Id).Take(MaxReplies).Select(row => row.Id).ToListAsync(ct);
    }

    private static List<PostId> InTreeOrder(PostId root, Dictionary<PostId, List<PostId>> children)
    {
        var ordered = new List<PostId>();
        var open = new Stack<PostId>(children.GetValueOrDefault(root, []).AsEnumerable().Reverse());

        while (open.TryPop(out var next))
        {
            ordered.Add(next);
            foreach (var child in children.GetValueOrDefault(next, []).AsEnumerable().Reverse())
                open.Push(child);
        }

        return ordered;
    }
}
