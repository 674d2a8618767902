using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Audiences;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>All public posts of this server, without boosts.</summary>
internal sealed class LocalTimeline(TimelineCache timelines, TimelineQueries views)
{
    public const int Capacity = 800;

    public ValueTask<Page<PostId>> PageAsync(GetLocalTimeline query, CancellationToken ct) =>
        timelines.TryPage(TimelineKey.Local, new(query.Paging)) is { } page ? new(page) : new(FromTablesAsync(query, ct));

    public void Add(PostPublished posted)
    {
        if (Audience.IsListed(posted.Visibility, Place.PublicTimeline))
            timelines.Add(TimelineKey.Local, new(posted.Post));
    }

    public void Remove(PostId post) => timelines.Remove(TimelineKey.Local, post);

    private Task<Page<PostId>> FromTablesAsync(GetLocalTimeline query, CancellationToken ct) => timelines.PageAsync(
        TimelineKey.Local, new(query.Paging), Capacity, LoadAsync, stop => views.GetLocalAsync(query.Paging, stop), ct);

    private async Task LoadAsync(CachedTimeline local)
    {
        var posts = await views.GetLocalAsync(new(Capacity), CancellationToken.None);
        timelines.Load(local, [.. posts.Select(post => new Entry(post))]);
    }
}
