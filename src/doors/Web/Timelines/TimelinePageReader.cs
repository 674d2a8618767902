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
    /// <param name="timeline">The request for the ids of the posts.</param>
    /// <param name="cursor">Which page.</param>
    /// <param name="query">Other parameters of the page's URL, kept by the pager's links.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<TimelinePage> ReadAsync(Func<PageRequest, IRequest<Page<PostId>>> timeline, PageCursor cursor, CancellationToken ct, string query = "")
    {
        var page = await bus.SendAsync(timeline(cursor.Paging), ct);
        var slice = cursor.Slice(page.Items, post => post.Value, query);
        return new(PostList.From(await posts.GetAsync(slice.Items, visitor.Account, ct)), slice.Pager, await tags.ReadWeekAsync(ct));
    }
}

/// <param name="PopularTags">For the sidebar.</param>
internal sealed record TimelinePage(PostList Posts, Pager Pager, IReadOnlyList<TagCount> PopularTags);

/// <summary>The list of a timeline with its pager, or <paramref name="Empty"/> where there are no posts.</summary>
internal sealed record TimelineSection(TimelinePage Page, EmptyState Empty);
