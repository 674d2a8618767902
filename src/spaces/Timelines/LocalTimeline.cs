using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>All public posts of this server, without boosts.</summary>
internal sealed class LocalTimeline(TimelineCache timelines, TimelineQueries views)
{
    public const int Capacity = 800;

    public ValueTask<Page<PostId>> PageAsync(GetLocalTimeline asked, CancellationToken ct) =>
        timelines.TryPage(TimelineKey.Local, new(asked.Paging)) is { } page ? new(page) : new(FromTablesAsync(asked, ct));

    public void Add(PostPublished posted)
    {
        if (posted.Visibility is Visibility.Public)
            timelines.Add(TimelineKey.Local, new(posted.Post));
    }

    public void Remove(PostId post) => timelines.Remove(TimelineKey.Local, post);

    private Task<Page<PostId>> FromTablesAsync(GetLocalTimeline asked, CancellationToken ct) => timelines.PageAsync(
        TimelineKey.Local, new(asked.Paging), Capacity, LoadAsync, stop => views.GetLocalAsync(asked.Paging, stop), ct);

    private async Task LoadAsync(CachedTimeline local)
    {
        var posts = await views.GetLocalAsync(new(Capacity), CancellationToken.None);
        timelines.Load(local, [.. posts.Select(post => new Entry(post))]);
    }
}
