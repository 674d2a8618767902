using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Timelines;
using Plaza.Queries.Audiences;

namespace Plaza.Timelines;

/// <summary>Home timelines: the posts and boosts of the reader and of followed accounts. A new post is added to the cached homes of its author's followers.</summary>
internal sealed class HomeTimelines(TimelineCache timelines, TimelineQueries views)
{
    public const int Capacity = 400;

    public ValueTask<Page<PostId>> PageAsync(GetHomeTimeline query, CancellationToken ct) =>
        timelines.TryPage(TimelineKey.Home(query.Reader), new(query.Paging)) is { } page ? new(page) : new(FromTablesAsync(query, ct));

    /// <summary>Loads a home timeline before its first read.</summary>
    public void Preload(AccountId reader) => _ = timelines.LoadAsync(TimelineKey.Home(reader), Capacity, LoadAsync);

    public void Add(PostPublished posted) => timelines.AddToReaders(posted.Author, new(posted.Post), home =>
        home.Key.Of == posted.Author
        || (Audience.ReachesFollower(posted, home.Key.Of)
            && (posted.InReplyToAuthor is not { } parentAuthor
                || parentAuthor == posted.Author
                || timelines.Follows(home, parentAuthor))));

    public void Add(PostBoosted boosted) => timelines.AddToReaders(boosted.By, new(boosted.Boost, BoostOf: boosted.Post), home => !home.WithoutBoostsOf.Contains(boosted.By));

    public void Remove(PostId post, AccountId author) => timelines.RemoveFromReaders(author, post);

    public void Invalidate(AccountId reader) => timelines.Invalidate(TimelineKey.Home(reader));

    private Task<Page<PostId>> FromTablesAsync(GetHomeTimeline query, CancellationToken ct) => timelines.PageAsync(
        TimelineKey.Home(query.Reader), new(query.Paging), Capacity, LoadAsync, stop => views.GetHomeAsync(query.Reader, query.Paging, stop), ct);

    private async Task LoadAsync(CachedTimeline home)
    {
        var reader = home.Key.Of;
        var withoutBoostsOf = (await views.GetBoostHiddenAsync(reader, CancellationToken.None)).ToHashSet();
        timelines.RegisterAuthors(home, [reader, .. await views.GetFollowedAsync(reader, CancellationToken.None)], withoutBoostsOf);
        var entries = await views.GetHomeEntriesAsync(reader, Capacity, CancellationToken.None);
        timelines.Load(home, [.. entries.Select(entry => new Entry(entry.Post, BoostOf: entry.BoostOf ?? default, Repeats: entry.Repeats))]);
    }
}
