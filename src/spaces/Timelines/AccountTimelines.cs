using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Timelines;
using Plaza.Queries.Timelines;
using Plaza.Queries.Audiences;

namespace Plaza.Timelines;

/// <summary>
/// The posts and boosts of one account. Served from the cache where visibility alone decides; where follows and mentions decide, from the
/// tables.
/// </summary>
internal sealed class AccountTimelines(TimelineCache timelines, TimelineQueries views)
{
    public const int Capacity = 100;

    public ValueTask<Page<PostId>> PageAsync(GetAccountTimeline asked, CancellationToken ct) =>
        timelines.TryPage(TimelineKey.Account(asked.Account), ToPageRequest(asked)) is { } page ? new(page) : new(FromTablesAsync(asked, ct));

    public void Add(PostPublished posted) => timelines.Add(
        TimelineKey.Account(posted.Author), new(posted.Post, FlagsOf(posted.Author, posted.Visibility, posted.InReplyTo, posted.InReplyToAuthor)));

    public void Add(PostBoosted boosted) => timelines.Add(TimelineKey.Account(boosted.By), new(boosted.Boost, FlagsOfBoost(boosted.Visibility)));

    public void Remove(PostId post, AccountId author) => timelines.Remove(TimelineKey.Account(author), post);

    private static TimelinePageRequest ToPageRequest(GetAccountTimeline asked)
    {
        var sees = Audience.ByVisibilityAlone(Visibility.Direct, asked.Account, asked.Viewer);
        return new(
            asked.Paging,
            (asked.WithReplies ? PostFlags.None : PostFlags.ReplyToOther)
                | (asked.WithBoosts ? PostFlags.None : PostFlags.Boost)
                | (sees is false ? PostFlags.Restricted : PostFlags.None),
            sees is null ? PostFlags.Restricted : PostFlags.None);
    }

    private static PostFlags FlagsOfBoost(Visibility visibility) => PostFlags.Boost | (visibility.IsForEveryone ? PostFlags.None : PostFlags.Restricted);

    private static PostFlags FlagsOf(AccountId author, Visibility visibility, PostId? inReplyTo, AccountId? answered) =>
        (inReplyTo is not null && answered != author ? PostFlags.ReplyToOther : PostFlags.None)
        | (visibility.IsForEveryone ? PostFlags.None : PostFlags.Restricted);

    private Task<Page<PostId>> FromTablesAsync(GetAccountTimeline asked, CancellationToken ct) => timelines.PageAsync(
        TimelineKey.Account(asked.Account),
        ToPageRequest(asked),
        Capacity,
        LoadAsync,
        stop => views.GetByAccountAsync(asked.Account, asked.Paging, asked.Viewer, asked.WithReplies, asked.WithBoosts, stop),
        ct);

    private async Task LoadAsync(CachedTimeline timeline)
    {
        var author = timeline.Key.Of;
        var posts = await views.GetOwnAsync(author, Capacity, CancellationToken.None);
        timelines.Load(timeline, [.. posts.Select(post => new Entry(post.Id, post.IsBoost ? FlagsOfBoost(post.Visibility) : FlagsOf(author, post.Visibility, post.InReplyTo, post.InReplyToAuthor)))]);
    }
}
