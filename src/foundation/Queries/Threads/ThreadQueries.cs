using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Sqlite;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Threads;

/// <summary>Reads the ancestors of a post and the replies below it, as far as the viewer may see them.</summary>
public sealed class ThreadQueries
{
    private const int MaxAncestors = 100;
    private const int MaxReplies = 500;

    private readonly IDbContextFactory<PlazaDbContext> _tables;
    private readonly PostQueries _views;
    private readonly PostCache _posts;
    private readonly ReplyCache _replies;

    internal ThreadQueries(IDbContextFactory<PlazaDbContext> tables, PostQueries views, PostCache posts, ReplyCache replies) =>
        (_tables, _views, _posts, _replies) = (tables, views, posts, replies);

    /// <summary>The ancestors from the first post of the thread on; the replies in tree order, each below its parent.</summary>
    public async ValueTask<(List<PostView> Ancestors, List<PostView> Replies)> ReadAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        var root = _posts.Find(post);
        return root is null ? ([], []) : (
            await _views.GetAsync(Above(root), viewer, ct),
            await BelowAsync(root, viewer, ct));
    }

    private List<PostId> Above(CachedPost post)
    {
        var above = new List<PostId>();
        while (post.InReplyTo is { } parent && above.Count < MaxAncestors && _posts.Find(parent) is { } next)
        {
            above.Add(parent);
            post = next;
        }

        above.Reverse();
        return above;
    }

    /// <summary>
    /// Reads level by level, so that a long thread below the first reply does not hide the other replies. Replies that the viewer does not see are
    /// traversed, with a limit of their own.
    /// </summary>
    private async ValueTask<List<PostView>> BelowAsync(CachedPost root, AccountId? viewer, CancellationToken ct)
    {
        var children = new Dictionary<PostId, List<PostId>>();
        var visible = new Dictionary<PostId, PostView>();
        var (left, hiddenLeft) = (MaxReplies, MaxReplies);
        var next = new Queue<CachedPost>([root]);

        while (left > 0 && next.TryDequeue(out var post))
        {
            var found = children[post.Id] = [];
            foreach (var id in await RepliesAsync(post, viewer, ct))
            {
                var view = await _views.FindAsync(id, viewer, ct);
                if ((view is null ? hiddenLeft-- : left--) <= 0)
                    continue;

                if (view is not null)
                    visible.Add(id, view);

                found.Add(id);
                if (_posts.Find(id) is { } reply)
                    next.Enqueue(reply);
            }

            found.Sort((one, other) => one.Value.CompareTo(other.Value));
        }

        return [.. InTreeOrder(root.Id, children).Where(visible.ContainsKey).Select(id => visible[id])];
    }

    /// <summary>Public replies first. Where not all restricted replies are cached, those that the viewer may see are read from the table.</summary>
    private async ValueTask<IEnumerable<PostId>> RepliesAsync(CachedPost post, AccountId? viewer, CancellationToken ct)
    {
        var replies = _replies.To(post);
        if (!replies.HasMoreRestricted)
            return replies.Public.Concat(replies.Restricted);

        if (viewer is null)
            return replies.Public;

        await using var db = await _tables.CreateDbContextAsync(ct);
        var restricted = await db.Posts
            .Where(row => row.InReplyTo == post.Id && row.Visibility != Visibility.Public && row.Visibility != Visibility.Unlisted)
            .VisibleTo(db, viewer).OrderBy(row => row.Id).Take(MaxReplies).Select(row => row.Id).ToListAsync(ct);
        return replies.Public.Concat(restricted);
    }

    private static List<PostId> InTreeOrder(PostId root, Dictionary<PostId, List<PostId>> children)
    {
        var ordered = new List<PostId>();
        var open = new Stack<PostId>(children[root].AsEnumerable().Reverse());

        while (open.TryPop(out var next))
        {
            ordered.Add(next);
            foreach (var child in children.GetValueOrDefault(next, []).AsEnumerable().Reverse())
                open.Push(child);
        }

        return ordered;
    }
}
