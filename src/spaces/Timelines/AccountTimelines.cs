using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Timelines;
using Plaza.Data.Views;

namespace Plaza.Timelines;

/// <summary>
/// What one account published and boosted. Memory answers as far as visibility alone decides: where follows and mentions do, the
/// tables are asked.
/// </summary>
internal sealed class AccountTimelines(LoadedTimelines timelines, TimelineQueries views)
{
    public const int Most = 100;

    public ValueTask<Page<PostId>> PageAsync(GetAccountTimeline asked, CancellationToken ct) =>
        timelines.TryPage(TimelineKey.Account(asked.Account), WantedBy(asked)) is { } page ? new(page) : new(FromTablesAsync(asked, ct));

    public void Add(PostPublished posted) => timelines.Add(
        TimelineKey.Account(posted.Author), new(posted.Post, MarksOf(posted.Author, posted.Visibility, posted.InReplyTo, posted.InReplyToAuthor)));

    public void Add(PostBoosted boosted) => timelines.Add(TimelineKey.Account(boosted.By), new(boosted.Boost, MarksOfBoost(boosted.Visibility)));

    public void Remove(PostId post, AccountId author) => timelines.Remove(TimelineKey.Account(author), post);

    private static Wanted WantedBy(GetAccountTimeline asked)
    {
        var sees = Audience.ByVisibilityAlone(Visibility.Direct, asked.Account, asked.Viewer);
        return new(
            asked.Paging,
            (asked.WithReplies ? Marks.None : Marks.AnswersAnother)
                | (asked.WithBoosts ? Marks.None : Marks.Boost)
                | (sees is false ? Marks.NotForEveryone : Marks.None),
            sees is null ? Marks.NotForEveryone : Marks.None);
    }

    private static Marks MarksOfBoost(Visibility visibility) => Marks.Boost | (Audience.IsEveryone(visibility) ? Marks.None : Marks.NotForEveryone);

    private static Marks MarksOf(AccountId author, Visibility visibility, PostId? inReplyTo, AccountId? answered) =>
        (inReplyTo is not null && answered != author ? Marks.AnswersAnother : Marks.None)
        | (Audience.IsEveryone(visibility) ? Marks.None : Marks.NotForEveryone);

    private Task<Page<PostId>> FromTablesAsync(GetAccountTimeline asked, CancellationToken ct) => timelines.PageAsync(
        TimelineKey.Account(asked.Account),
        WantedBy(asked),
        Most,
        FillAsync,
        stop => views.AccountAsync(asked.Account, asked.Paging, asked.Viewer, asked.WithReplies, asked.WithBoosts, stop),
        ct);

    private async Task FillAsync(Timeline timeline)
    {
        var author = timeline.Key.Of;
        var posts = await views.OwnAsync(author, Most, CancellationToken.None);
        timelines.Load(timeline, [.. posts.Select(post => new Entry(post.Id, post.IsBoost ? MarksOfBoost(post.Visibility) : MarksOf(author, post.Visibility, post.InReplyTo, post.InReplyToAuthor)))]);
    }
}
