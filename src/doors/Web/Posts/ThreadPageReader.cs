using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Queries.Threads;
using Plaza.Web.Pages;
using Plaza.Web.Timelines;

namespace Plaza.Web.Posts;

/// <summary>Reads the page of a post.</summary>
internal sealed class ThreadPageReader(PostQueries posts, ThreadQueries threads, AccountQueries accounts, TopTagsCache tags, Visitor visitor)
{
    public ValueTask<PostView?> FindAsync(PostId post, CancellationToken ct) => posts.FindAsync(post, visitor.Account, ct);

    public async Task<ThreadPage> ReadAsync(PostView post, CancellationToken ct)
    {
        var (ancestors, replies) = await threads.ReadAsync(post.Id, visitor.Account, ct);
        return new(
            post,
            new([.. ancestors.Select(above => new PostItem(above) { HasConnector = true }), new PostItem(post) { IsFocus = true }], "Thread", "timeline thread"),
            new(PostItem.From(replies), "Replies", "timeline replies"),
            await ReplyFormAsync(post, ct),
            await tags.ReadWeekAsync(ct));
    }

    private async ValueTask<ComposeForm?> ReplyFormAsync(PostView post, CancellationToken ct) =>
        visitor.Account is { } account && await accounts.FindAsync(account, ct) is { Posting.Visibility: var byDefault }
            ? ComposeForm.Reply(post, visitor.Handle, byDefault)
            : null;
}
