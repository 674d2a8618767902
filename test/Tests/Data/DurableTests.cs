using System.Threading.Channels;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class DurableTests
{
    private readonly Channel<long> _tried = Channel.CreateUnbounded<long>();
    private readonly HashSet<long> _bad = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_effect_happens_once_and_the_cursor_moves_with_it_also_over_a_restart()
    {
        await using var data = await StartAsync();
        await data.Host.PublishAsync(Posted(1));
        await data.Host.PublishAsync(Posted(2));
        (await CursorAsync(data)).ShouldBe(2);

        await data.StartAgainAsync(Ears);
        await data.Host.PublishAsync(Posted(3));

        (await data.NotesAsync()).ShouldBe(["1", "2", "3"]);
        (await CursorAsync(data)).ShouldBe(3);
    }

    [Fact]
    public async Task Events_published_without_a_subscriber_are_handled_after_the_restart()
    {
        await using var data = await StartAsync();
        await data.Host.PublishAsync(Posted(1));
        await data.StartAgainAsync();
        await data.Committer.AppendAsync(Posted(2));
        await data.Committer.AppendAsync(Posted(3));

        await data.StartAgainAsync(Ears);
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).ShouldBe(["1", "2", "3"]);
    }

    [Theory]
    [InlineData(false, "4")]
    [InlineData(true, "1,2,3,4")]
    public async Task A_new_subscription_has_effects_for_old_events_only_when_it_asks_for_the_beginning(bool fromBeginning, string effects)
    {
        await using var data = await StartAsync();
        for (var post = 1; post <= 3; post++)
            await data.Host.PublishAsync(Posted(post));
        await data.CommitAsync(tx => tx.Execute($"delete from notes"));

        await data.StartAgainAsync(space => space.On<PostPublished>(
            (posted, context) => context.EnlistEffect(tx => tx.Execute($"insert into notes (text) values ({posted.Post.ToString()})")),
            fromBeginning ? Delivery.Durable("renamed", JournalStart.Beginning) : Delivery.Durable("renamed")));
        await data.Host.PublishAsync(Posted(4));

        (await data.NotesAsync()).ShouldBe(effects.Split(','));
    }

    [Fact]
    public async Task A_subscription_started_on_an_empty_journal_misses_nothing_after_a_restart()
    {
        static void FromNow(SpaceBuilder space) => space.On<PostPublished>(
            (posted, context) => context.EnlistEffect(tx => tx.Execute($"insert into notes (text) values ({posted.Post.ToString()})")),
            Delivery.Durable("late", JournalStart.Now));
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        await data.StartAgainAsync(FromNow);
        await data.StartAgainAsync();
        await data.Committer.AppendAsync(Posted(1));

        await data.StartAgainAsync(FromNow);
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Many_events_come_in_the_order_of_the_journal()
    {
        await using var data = await StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 1000).Select(post => data.Committer.AppendAsync(Posted(post)).AsTask()));
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).ShouldBe(Enumerable.Range(1, 1000).Select(post => $"{post}"));
        (await CursorAsync(data)).ShouldBe(1000);
    }

    [Fact]
    public async Task Events_published_by_an_effect_name_their_cause()
    {
        await using var data = await DataHost.StartAsync(space => space.OnDurable<PostPublished>((posted, context) =>
            context.EnlistEffect(tx => tx.Publish(new PostDeleted(posted.Post, posted.Author)))));

        await data.Host.PublishAsync(Posted(1));

        (await data.Get<Plaza.Data.Journal.JournalReader>().ReadAfterAsync(1, null, 1, TestContext.Current.CancellationToken))[0].Cause.ShouldBe(1);
    }

    [Fact]
    public async Task A_type_that_nobody_knows_is_passed_over_and_stops_nothing()
    {
        await using var data = await StartAsync();
        await data.Host.PublishAsync(Posted(1));
        await data.CommitAsync(tx => tx.Execute($"update journal set type = {"posts.painted"} where sequence = 1"));

        await data.StartAgainAsync(Ears);
        await data.Host.PublishAsync(Posted(2));

        (await data.NotesAsync()).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task An_erased_event_is_passed_over()
    {
        await using var data = await StartAsync();
        await data.StartAgainAsync();
        await data.CommitAsync(tx =>
        {
            tx.Erase(tx.Publish(Posted(1)));
            return tx.Publish(Posted(2));
        });

        await data.StartAgainAsync(Ears);
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).ShouldBe(["2"]);
    }

    [Fact]
    public async Task An_effect_that_throws_affects_no_other_entry_of_its_batch_and_keeps_the_order_of_its_subject()
    {
        await using var data = await StartAsync();
        await data.StartAgainAsync();
        _bad.Add(2);
        await data.Committer.AppendAsync(Posted(1));
        await data.Committer.AppendAsync(Posted(2));
        await data.Committer.AppendAsync(Posted(3));
        await data.Committer.AppendAsync(new AccountFollowed(Ids.Bob, Ids.Ada));

        // All four are read in one batch.
        await data.StartAgainAsync(Ears);
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).ShouldBe(["1", "bob"]);
        _bad.Clear();
        await data.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        data.Clock.Advance(TimeSpan.FromSeconds(1));
        while (await _tried.Reader.ReadAsync(Ct) is not 3)
        {
            // Until the event that waited behind it was handled.
        }

        await data.CommitAsync(_ => true);
        (await data.NotesAsync()).ShouldBe(["1", "bob", "2", "3"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public async Task Effects_that_change_many_rows_take_several_write_requests_and_happen_once_also_where_one_throws(int bad)
    {
        const int RowsEach = 200;
        var events = Enumerable.Range(1, 20).ToList();
        _bad.Add(bad);
        await using var data = await DataHost.StartAsync(space => space.OnDurable<PostPublished>((posted, context) =>
        {
            for (var row = 1; row < RowsEach; row++)
                context.EnlistEffect(commit => commit.Execute($"insert into notes (text) values ({posted.Post.ToString()})"));
            context.EnlistEffect(commit => Note(commit, posted));
        }));
        await data.MakeNotesAsync();
        using var sizes = new WriteSizes(data.Services);

        await data.CommitAsync(commit => events.ConvertAll(post => commit.Publish(new PostPublished(new(post), new(post), Visibility.Public))));
        await data.Host.WaitForIdleAsync();

        (await data.NotesAsync()).CountBy(text => text).ShouldBe(events.Where(post => post != bad).Select(post => KeyValuePair.Create($"{post}", RowsEach)));
        (await CursorAsync(data)).ShouldBe(events.Count);
        sizes.MaxRows.ShouldBeLessThan(2 * Committer.BatchSize);
        _bad.Clear();
        data.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(async () => (await data.NotesAsync()).Count == RowsEach * events.Count, "the one that threw is applied too");
    }

    private async Task<DataHost> StartAsync()
    {
        var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        await data.StartAgainAsync(Ears);
        return data;
    }

    private void Ears(SpaceBuilder space) => space
        .OnDurable<PostPublished>((posted, context) => context.EnlistEffect(tx => Note(tx, posted)))
        .OnDurable<AccountFollowed>((_, context) => context.EnlistEffect(tx => tx.Execute($"insert into notes (text) values ({"bob"})")));

    private void Note(WriteTransaction tx, PostPublished posted)
    {
        tx.Execute($"insert into notes (text) values ({posted.Post.ToString()})");
        _tried.Writer.TryWrite(posted.Post.Value);
        if (_bad.Contains(posted.Post.Value))
            throw new InvalidOperationException("The effect broke.");
    }

    private static async Task<long?> CursorAsync(DataHost data) => await data.Get<DeliveryStore>().GetCursorAsync("ears", Ct);

    private static PostPublished Posted(int post) => new(new(post), Ids.Ada, Visibility.Public);
}
