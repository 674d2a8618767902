using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Tests.Support;
using Plaza.Timelines;

namespace Plaza.Tests.Timelines;

/// <summary>The addition of new posts to cached home timelines, without queries of the database.</summary>
public sealed class FanOutTests : IDisposable
{
    private static readonly AccountId Author = new(1);
    private static readonly TimelinePageRequest Newest = new(new PageRequest(20));

    private readonly TimelineMetrics _telemetry = new();

    public void Dispose() => _telemetry.Dispose();

    [Fact]
    public async Task Ten_thousand_cached_home_timelines_have_a_post_as_soon_as_it_was_published()
    {
        var (timelines, homes) = Make();
        var readers = await LoadAsync(timelines, 10_000);

        homes.Add(new PostPublished(new(1), Author, Visibility.Followers));
        readers.ShouldAllBe(reader => timelines.TryPage(reader, Newest)!.Items.Single() == new PostId(1));

        homes.Remove(new(1), Author);
        readers.ShouldAllBe(reader => timelines.TryPage(reader, Newest)!.Items.Count == 0);
    }

    [Fact]
    public async Task A_direct_post_and_an_answer_reach_only_the_homes_where_they_belong()
    {
        var (timelines, homes) = Make();
        var readers = await LoadAsync(timelines, 3);
        var both = await LoadAsync(timelines, new AccountId(99), Author, readers[1].Of);

        homes.Add(new PostPublished(new(1), Author, Visibility.Direct) { Mentions = [readers[0].Of, new(77)] });
        homes.Add(new PostPublished(new(2), Author, Visibility.Public) { InReplyTo = new(9), InReplyToAuthor = readers[1].Of });

        Read(readers[0]).ShouldBe([1L]);
        Read(readers[1]).ShouldBe([2L]);
        Read(readers[2]).ShouldBeEmpty();
        Read(both).ShouldBe([2L]);

        IEnumerable<long> Read(TimelineKey home) => timelines.TryPage(home, Newest)!.Items.Select(post => post.Value);
    }

    [Fact]
    public async Task Readers_see_whole_pages_in_order_while_posts_come_and_go()
    {
        const int Posts = 100_000;
        var (timelines, homes) = Make();
        var readers = await LoadAsync(timelines, 4);
        var isOver = false;
        var reading = Enumerable.Range(0, 4).Select(number => Task.Factory.StartNew(() => Watch(readers[number]), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();

        for (var post = 1; post <= Posts; post++)
        {
            homes.Add(new PostPublished(new(post), Author, Visibility.Public));
            if (post % 3 is 0)
                homes.Remove(new(post - 1), Author);
        }

        Volatile.Write(ref isOver, true);
        (await Task.WhenAll(reading)).ShouldAllBe(last => last == Posts);

        long Watch(TimelineKey reader)
        {
            var last = 0L;
            while (true)
            {
                var isLast = Volatile.Read(ref isOver);
                var page = timelines.TryPage(reader, Newest)!.Items.Select(post => post.Value).ToList();
                page.ShouldBe(page.Distinct().OrderDescending());
                if (page is [var newest, ..])
                {
                    newest.ShouldBeGreaterThanOrEqualTo(last - 1, "only the one before the newest is ever removed");
                    last = newest;
                }

                if (isLast)
                    return last;
            }
        }
    }

    [Fact]
    public async Task Changes_during_the_load_of_a_home_timeline_are_applied_to_it()
    {
        var (timelines, homes) = Make();
        var key = TimelineKey.Home(new(5));

        await timelines.LoadAsync(key, HomeTimelines.Capacity, home =>
        {
            timelines.RegisterAuthors(home, [new(5), Author]);
            homes.Add(new PostPublished(new(3), Author, Visibility.Public));
            homes.Remove(new(1), Author);
            timelines.Load(home, [new(new(2)), new(new(1))]);
            return Task.CompletedTask;
        });

        timelines.TryPage(key, Newest)!.Items.ShouldBe([new PostId(3), new PostId(2)]);
    }

    [Fact]
    public async Task A_home_forgotten_while_it_is_read_from_tables_is_not_kept()
    {
        var (timelines, homes) = Make();
        var key = TimelineKey.Home(new(5));

        await timelines.LoadAsync(key, HomeTimelines.Capacity, home =>
        {
            timelines.RegisterAuthors(home, [new(5), Author]);
            homes.Invalidate(new(5));
            timelines.Load(home, [new(new(1))]);
            return Task.CompletedTask;
        });

        timelines.Has(key).ShouldBeFalse();
        timelines.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task The_least_recently_read_timelines_are_evicted_first()
    {
        var (measured, _) = Make();
        await LoadAsync(measured, 100);
        var (timelines, homes) = Make(measured.Bytes);
        var readers = await LoadAsync(timelines, 100);
        await LoadAsync(timelines, new AccountId(5_001), Author);
        var stored = readers.Where(timelines.Has).ToList();
        stored.Count.ShouldBe(99);
        timelines.TryPage(stored[0], Newest).ShouldNotBeNull();

        await LoadAsync(timelines, new AccountId(5_002), Author);

        timelines.Has(stored[0]).ShouldBeTrue();
        timelines.Has(stored[1]).ShouldBeFalse();
        timelines.Bytes.ShouldBeLessThanOrEqualTo(measured.Bytes);

        foreach (var post in Enumerable.Range(1, HomeTimelines.Capacity))
            homes.Add(new PostPublished(new(post), Author, Visibility.Public));

        timelines.Bytes.ShouldBeLessThanOrEqualTo(measured.Bytes);
        timelines.InvalidateAll();
        timelines.Bytes.ShouldBe(0);
    }

    private (TimelineCache Timelines, HomeTimelines Homes) Make(long budget = 64 << 20)
    {
        var timelines = new TimelineCache(Options.Create(new TimelinesOptions { MemoryBytes = budget }), _telemetry);
        return (timelines, new(timelines, null!));
    }

    private static async Task<List<TimelineKey>> LoadAsync(TimelineCache timelines, int count)
    {
        var readers = new List<TimelineKey>();
        for (var number = 0; number < count; number++)
            readers.Add(await LoadAsync(timelines, new AccountId(1_000 + number), Author));

        return readers;
    }

    private static async Task<TimelineKey> LoadAsync(TimelineCache timelines, AccountId reader, params AccountId[] followed)
    {
        var key = TimelineKey.Home(reader);
        await timelines.LoadAsync(key, HomeTimelines.Capacity, home =>
        {
            timelines.RegisterAuthors(home, [reader, .. followed]);
            timelines.Load(home, []);
            return Task.CompletedTask;
        });
        return key;
    }
}
