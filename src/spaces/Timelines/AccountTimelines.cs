using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Timelines;
using Plaza.Queries.Audiences;

namespace Plaza.Timelines;

/// <summary>
/// The posts and boosts of one account. Served from the cache where visibility alone decides, and from the database where follows and mentions
/// decide.
/// </summary>
internal sealed class AccountTimelines(TimelineCache timelines, TimelineQueries views)
{
    public const int Capacity = 100;

    public ValueTask<Page<PostId>> PageAsync(GetAccountTimeline query, CancellationToken ct) =>
        timelines.TryPage(TimelineKey.Account(query.Account), ToPageRequest(query)) is { } page ? new(page) : new(FromTablesAsync(query, ct));

    public void Add(PostPublished posted) => timelines.Add(
        TimelineKey.Account(posted.Author), new(posted.Post, FlagsOf(posted.Author, posted.Visibility, posted.InReplyTo, posted.InReplyToAuthor)));

    public void Add(PostBoosted boosted) => timelines.Add(TimelineKey.Account(boosted.By), new(boosted.Boost, FlagsOfBoost(boosted.Visibility)));

    public void Remove(PostId post, AccountId author) => timelines.Remove(TimelineKey.Account(author), post);

    private static TimelinePageRequest ToPageRequest(GetAccountTimeline query)
    {
        var sees = Audience.ByVisibilityAlone(Visibility.Direct, query.Account, query.Viewer);
        return new(
            query.Paging,
            (query.WithReplies ? PostFlags.None : PostFlags.ReplyToOther)
                | (query.WithBoosts ? PostFlags.None : PostFlags.Boost)
                | (sees is false ? PostFlags.Restricted : PostFlags.None),
            sees is null ? PostFlags.Restricted : PostFlags.None);
    }

    private static PostFlags FlagsOfBoost(Visibility visibility) => PostFlags.Boost | (visibility.IsForEveryone ? PostFlags.None : PostFlags.Restricted);

    private static PostFlags FlagsOf(AccountId author, Visibility visibility, PostId? inReplyTo, AccountId? parentAuthor) =>
        (inReplyTo is not null && parentAuthor != author ? PostFlags.ReplyToOther : PostFlags.None)
        | (visibility.IsForEveryone ? PostFlags.None : PostFlags.Restricted);

    private Task<Page<PostId>> FromTablesAsync(GetAccountTimeline query, CancellationToken ct) => timelines.PageAsync(
        TimelineKey.Account(query.Account),
        ToPageRequest(query),
        Capacity,
        LoadAsync,
        stop => views.GetByAccountAsync(query.Account, query.Paging, query.Viewer, query.WithReplies, query.WithBoosts, stop),
        ct);

    private async Task LoadAsync(CachedTimeline timeline)
    {
        var author = timeline.Key.Of;
        var posts = await views.GetOwnAsync(author, Capacity, CancellationToken.None);
        timelines.Load(timeline, [.. posts.Select(post => new Entry(post.Id, post.IsBoost ? FlagsOfBoost(post.Visibility) : FlagsOf(author, post.Visibility, post.InReplyTo, post.InReplyToAuthor)))]);
    }
}
