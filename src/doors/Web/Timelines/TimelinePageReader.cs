using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Queries.Posts;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Requests;
using Plaza.Web.Components;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>Reads a page of any timeline.</summary>
internal sealed class TimelinePageReader(IRequestBus bus, PostQueries posts, TopTagsCache tags, Visitor visitor)
{
    /// <param name="timeline">Creates the request for the ids of a page.</param>
    /// <param name="cursor">The requested page.</param>
    /// <param name="query">Other parameters of the page's URL, kept in the links of the pager.</param>
    /// <param name="ct">Cancels the queries.</param>
    public async Task<TimelinePage> ReadAsync(Func<PageRequest, IRequest<Page<PostId>>> timeline, PageCursor cursor, CancellationToken ct, string query = "")
    {
        var page = await bus.SendAsync(timeline(cursor.Paging), ct);
        var slice = cursor.Slice(page.Items, post => post.Value, query);
        return new(PostList.From(await posts.GetAsync(slice.Items, visitor.Account, ct)), slice.Pager, await tags.ReadWeekAsync(ct));
    }
}

/// <param name="PopularTags">The popular hashtags of the sidebar.</param>
internal sealed record TimelinePage(PostList Posts, Pager Pager, IReadOnlyList<TagCount> PopularTags);

/// <summary>A timeline with its pager, or <paramref name="Empty"/> when there are no posts.</summary>
internal sealed record TimelineSection(TimelinePage Page, EmptyState Empty);
