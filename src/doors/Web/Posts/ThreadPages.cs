using Plaza.Contracts.Ids;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Queries.Threads;
using Plaza.Web.Layout;
using Plaza.Web.Timelines;

namespace Plaza.Web.Posts;

/// <summary>Reads what the page of a post shows.</summary>
internal sealed class ThreadPages(PostQueries posts, ThreadQueries threads, TopTagsCache tags, Visitor visitor)
{
    public ValueTask<PostView?> FindAsync(PostId post, CancellationToken ct) => posts.FindAsync(post, visitor.Account, ct);

    public async Task<ThreadPage> ReadAsync(PostView post, CancellationToken ct)
    {
        var (ancestors, replies) = await threads.ReadAsync(post.Id, visitor.Account, ct);
        return new(
            post,
            new([.. ancestors.Select(above => new PostItem(above) { HasConnector = true }), new PostItem(post) { IsFocus = true }], "Thread", "timeline thread"),
            new(PostItem.From(replies), "Replies", "timeline replies"),
            visitor.IsLoggedIn ? ComposeForm.Reply(post, visitor.Handle) : null,
            await tags.ReadWeekAsync(ct));
    }
}
