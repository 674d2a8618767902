using System.Collections.Concurrent;
using System.Threading.Channels;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Durable;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>A durable handler that fails. The first digit of a post is its author.</summary>
public sealed class RetryTests
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    /// <summary>Differs from every delay of the implementation, so that a test can tell them apart.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Channel<long> _tried = Channel.CreateUnbounded<long>();
    private readonly ConcurrentDictionary<long, bool> _bad = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failing_delivery_is_retried_with_growing_delays_and_dead_lettered_after_the_last_attempt()
    {
        await using var data = await StartAsync();
        _bad[11] = true;
        await data.Host.PublishAsync(Posted(11));
        (await TriedAsync()).ShouldBe(11);

        await WaitOutAsync(data);

        await data.Log.SaysAsync("dead-lettered posts.published (sequence 1) after 6 attempts");
        var deadLettered = (await AllAsync(data)).ShouldHaveSingleItem();
        (deadLettered.Sequence, deadLettered.IsDeadLettered, deadLettered.Attempts, deadLettered.Error).ShouldBe((1, true, 6, "cannot take 11"));
        _tried.Reader.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Later_events_of_the_same_subject_wait_and_come_in_order_while_others_are_not_delayed()
    {
        await using var data = await StartAsync();
        _bad[11] = true;

        foreach (var post in new[] { 11, 12, 21, 13 })
            await data.Host.PublishAsync(Posted(post));

        (await TriedAsync(2)).ShouldBe([11, 21]);
        (await data.NotesAsync()).ShouldBe(["21"]);
        (await AllAsync(data)).Select(row => row.Sequence).ShouldBe([1, 2, 4]);

        _bad.Clear();
        await PassAsync(data, Waits[0]);
        (await TriedAsync(3)).ShouldBe([11, 12, 13]);
        await NothingWaitsAsync(data);
        (await data.NotesAsync()).ShouldBe(["21", "11", "12", "13"]);
    }

    [Fact]
    public async Task When_the_first_is_dead_lettered_the_next_of_its_subject_are_delivered()
    {
        await using var data = await StartAsync();
        _bad[11] = true;
        await data.Host.PublishAsync(Posted(11));
        await data.Host.PublishAsync(Posted(12));
        await TriedAsync();

        await WaitOutAsync(data);

        (await TriedAsync()).ShouldBe(12);
        await data.Host.PublishAsync(Posted(13));
        (await data.NotesAsync()).ShouldBe(["12", "13"]);
    }

    [Fact]
    public async Task A_parked_event_that_is_released_is_delivered_at_once()
    {
        await using var data = await StartAsync();
        _bad[11] = true;
        await data.Host.PublishAsync(Posted(11));
        await TriedAsync();
        await WaitOutAsync(data);
        await data.Log.SaysAsync("dead-lettered");

        _bad.Clear();
        (await data.Get<DeliveryStore>().ReplayAsync("ears", 1, Ct)).ShouldBeTrue();
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).ShouldBe(["11"]);
        (await AllAsync(data)).ShouldBeEmpty();
        (await data.Get<DeliveryStore>().ReplayAsync("ears", 1, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_handler_that_hangs_is_cut_and_told_so_and_others_go_on()
    {
        var cancelled = new TaskCompletionSource();
        await using var data = await StartAsync(async (posted, ct) =>
        {
            if (posted.Post.Value is not 11)
                return;

            using var registration = ct.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, CancellationToken.None).WaitAsync(Ct);
        });

        await data.Committer.AppendAsync(Posted(11));
        await data.Committer.AppendAsync(Posted(21));
        await PassAsync(data, Limit);
        await data.Host.WaitForIdleAsync();

        await cancelled.Task.WaitAsync(Ct);
        (await data.NotesAsync()).ShouldBe(["21"]);
        (await AllAsync(data)).ShouldHaveSingleItem().Error.ShouldEndWith("took longer than 10 s.");
    }

    [Fact]
    public async Task Pending_deliveries_survive_a_restart()
    {
        await using var data = await StartAsync();
        _bad[11] = true;
        await data.Host.PublishAsync(Posted(11));
        await TriedAsync();
        _bad.Clear();

        data.Clock.Advance(Waits[0]);
        await data.StartAgainAsync(Ears());

        (await TriedAsync()).ShouldBe(11);
        await NothingWaitsAsync(data);
        (await data.NotesAsync()).ShouldBe(["11"]);
    }

    private async Task<DataHost> StartAsync(Func<PostPublished, CancellationToken, ValueTask>? first = null)
    {
        var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        await data.StartAgainAsync(Ears(first));
        return data;
    }

    private Action<SpaceBuilder> Ears(Func<PostPublished, CancellationToken, ValueTask>? first = null) => space =>
        space.On<PostPublished>(async (posted, context, ct) =>
        {
            _tried.Writer.TryWrite(posted.Post.Value);
            if (first is not null)
                await first(posted, ct);

            if (_bad.ContainsKey(posted.Post.Value))
                throw new InvalidOperationException($"cannot take {posted.Post}");

            context.EnlistEffect(tx => tx.Execute($"insert into notes (text) values ({posted.Post.ToString()})"));
        }, Delivery.Durable("ears").Timeout(Limit));

    private async Task WaitOutAsync(DataHost data)
    {
        foreach (var wait in Waits)
        {
            await PassAsync(data, wait);
            await TriedAsync();
        }
    }

    private static async Task PassAsync(DataHost data, TimeSpan time)
    {
        await data.Clock.WaitForTimerAsync(time).WaitAsync(Ct);
        data.Clock.Advance(time);
    }

    private ValueTask<long> TriedAsync() => _tried.Reader.ReadAsync(Ct);

    private async Task<List<long>> TriedAsync(int count)
    {
        var tried = new List<long>();
        while (tried.Count < count)
            tried.Add(await TriedAsync());

        return tried;
    }

    private static async Task NothingWaitsAsync(DataHost data)
    {
        while ((await AllAsync(data)).Count > 0)
            Ct.ThrowIfCancellationRequested();
    }

    /// <summary>All pending deliveries, read after the writer has processed its queue.</summary>
    private static async Task<List<PendingDelivery>> AllAsync(DataHost data)
    {
        await data.CommitAsync(_ => true);
        return [.. (await data.Get<DeliveryStore>().GetPendingAsync(Ct)).Select(stored => stored.Delivery)];
    }

    private static PostPublished Posted(int post) => new(new(post), new AccountId(post / 10), Visibility.Public);
}
