using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Model;

namespace Plaza.Data.Views;

/// <summary>What stands before and after a post in its thread, as far as the viewer may see it.</summary>
public sealed class ThreadViews(IDbContextFactory<PlazaDb> tables, PostViews posts)
{
    private const int MostAncestors = 100;
    private const int MostReplies = 500;

    /// <summary>The ancestors from the first on; the replies with each answer below what it answers.</summary>
    public async Task<(List<PostView> Ancestors, List<PostView> Replies)> ReadAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        var above = await db.Database.SqlQuery<long>(
            $"""
            with recursive up (id, next, depth) as (
              select id, in_reply_to, 0 from posts where id = {post.Value}
              union all
              select p.id, p.in_reply_to, depth + 1 from up join posts p on p.id = up.next where depth < {MostAncestors})
            select id as "Value" from up where depth > 0
            """).ToListAsync(ct);
        var below = await db.Database.SqlQuery<long>(
            $"""
            with recursive down (id, depth) as (
              select id, 0 from posts where id = {post.Value}
              union all
              select p.id, depth + 1 from down join posts p on p.in_reply_to = down.id where depth < {MostAncestors} limit {MostReplies})
            select id as "Value" from down where depth > 0
            """).ToListAsync(ct);

        var ids = above.Concat(below).Select(id => new PostId(id)).ToList();
        var views = (await posts.GetAsync(ids, viewer, ct)).ToDictionary(view => view.Id);

        return (
            [.. above.Select(id => new PostId(id)).Where(views.ContainsKey).Select(id => views[id]).Reverse()],
            InTreeOrder(post, [.. below.Select(id => new PostId(id)).Where(views.ContainsKey).Select(id => views[id])]));
    }

    /// <summary>What answers something hidden stands directly below the post.</summary>
    private static List<PostView> InTreeOrder(PostId root, List<PostView> replies)
    {
        var children = replies.OrderBy(reply => reply.Id.Value).ToLookup(reply => reply.InReplyTo ?? root);
        var ordered = new List<PostView>(replies.Count);
        var open = new Stack<PostView>(children[root].Reverse());

        while (open.TryPop(out var next))
        {
            ordered.Add(next);
            foreach (var child in children[next.Id].Reverse())
                open.Push(child);
        }

        return ordered;
    }
}
