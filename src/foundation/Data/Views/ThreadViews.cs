using Plaza.Contracts.Ids;
using Plaza.Data.Views.Memory;

namespace Plaza.Data.Views;

/// <summary>What stands before and after a post in its thread, as far as the viewer may see it.</summary>
public sealed class ThreadViews
{
    private const int MostAncestors = 100;
    private const int MostReplies = 500;

    private readonly PostViews _views;
    private readonly StoredPosts _posts;
    private readonly StoredReplies _replies;

    internal ThreadViews(PostViews views, StoredPosts posts, StoredReplies replies) => (_views, _posts, _replies) = (views, posts, replies);

    /// <summary>The ancestors from the first on; the replies with each answer below what it answers.</summary>
    public async ValueTask<(List<PostView> Ancestors, List<PostView> Replies)> ReadAsync(PostId post, AccountId? viewer, CancellationToken ct)
    {
        var root = _posts.Find(post);
        return root is null ? ([], []) : (
            await _views.GetAsync(Above(root), viewer, ct),
            await _views.GetAsync(Below(root), viewer, ct));
    }

    private List<PostId> Above(StoredPost post)
    {
        var above = new List<PostId>();
        while (post.InReplyTo is { } answered && above.Count < MostAncestors && _posts.Find(answered) is { } next)
        {
            above.Add(answered);
            post = next;
        }

        above.Reverse();
        return above;
    }

    /// <summary>Level by level, so that a long talk below the first answer does not hide the others; then in the order of the tree.</summary>
    private List<PostId> Below(StoredPost root)
    {
        var answers = new Dictionary<PostId, IReadOnlyList<PostId>>();
        var left = MostReplies;
        var next = new Queue<StoredPost>([root]);

        while (left > 0 && next.TryDequeue(out var post))
        {
            var found = answers[post.Id] = [.. _replies.To(post).Take(left)];
            left -= found.Count;
            foreach (var answer in found.Select(_posts.Find).OfType<StoredPost>())
                next.Enqueue(answer);
        }

        return InTreeOrder(root.Id, answers);
    }

    private static List<PostId> InTreeOrder(PostId root, Dictionary<PostId, IReadOnlyList<PostId>> answers)
    {
        var ordered = new List<PostId>(answers.Count);
        var open = new Stack<PostId>(answers[root].Reverse());

        while (open.TryPop(out var next))
        {
            ordered.Add(next);
            foreach (var answer in answers.GetValueOrDefault(next, []).Reverse())
                open.Push(answer);
        }

        return ordered;
    }
}
