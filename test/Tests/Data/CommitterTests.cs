using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class CommitterTests
{
    [Fact]
    public async Task An_order_that_fails_is_undone_alone_and_its_numbers_are_given_again()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var thrown = new InvalidOperationException("changed my mind");

        var bad = data.CommitAsync<int>(commit =>
        {
            Note(commit, "bad");
            commit.Publish(Posted(1)).ShouldBe(1);
            throw thrown;
        }).AsTask();
        var good = data.CommitAsync(commit =>
        {
            Note(commit, "good");
            return commit.Publish(Posted(2));
        }).AsTask();
        gate.Open();

        (await Should.ThrowAsync<InvalidOperationException>(() => bad)).ShouldBeSameAs(thrown);
        (await good).ShouldBe(1);
        (await data.NotesAsync()).ShouldBe(["good"]);
        await blocking;
    }

    [Fact]
    public async Task Orders_that_wait_together_share_a_transaction()
    {
        await using var data = await DataHost.StartAsync();
        var batches = 0;
        data.Get<CommitSignal>().Committed += _ => Interlocked.Increment(ref batches);
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);

        var waiting = Enumerable.Range(1, 100).Select(post => data.CommitAsync(commit => commit.Publish(Posted(post))).AsTask()).ToList();
        waiting.ShouldAllBe(order => !order.IsCompleted);
        gate.Open();

        (await Task.WhenAll(waiting)).ShouldBe(Enumerable.Range(1, 100).Select(sequence => (long)sequence));
        await blocking;
        batches.ShouldBe(2);
    }

    [Fact]
    public async Task The_answer_leaves_after_the_live_listeners_have_heard()
    {
        var homes = new List<long>();
        await using var data = await DataHost.StartAsync(space => space.On<PostPublished>(posted => homes.Add(posted.Post.Value)));

        for (var post = 1; post <= 50; post++)
        {
            await data.Committer.AppendAsync(Posted(post));
            homes[^1].ShouldBe(post);
        }
    }

    [Fact]
    public async Task What_is_answered_can_be_read_by_everyone()
    {
        await using var data = await DataHost.StartAsync();

        var sequence = await data.Committer.AppendAsync(Posted(1));

        data.Get<Plaza.Data.Journal.JournalReader>().GetLastSequence().ShouldBe(sequence);
    }

    [Fact]
    public async Task An_order_cancelled_before_its_turn_is_not_carried_out()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        using var gone = new CancellationTokenSource();
        var carried = false;

        var order = data.CommitAsync(_ => carried = true, gone.Token).AsTask();
        await gone.CancelAsync();
        gate.Open();

        await Should.ThrowAsync<OperationCanceledException>(() => order);
        carried.ShouldBeFalse();
        await blocking;
    }

    [Fact]
    public async Task When_too_many_are_unanswered_the_next_is_refused_as_busy()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(0, 4095).Select(_ => data.CommitAsync(_ => true).AsTask()).ToList();

        var refused = await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(_ => true).AsTask());

        refused.Reason.ShouldBe(RejectionReason.Unavailable);
        gate.Open();
        (await Task.WhenAll(waiting)).ShouldAllBe(done => done);
        await blocking;
        (await data.CommitAsync(_ => true)).ShouldBeTrue();
    }

    [Fact]
    public async Task When_what_is_unanswered_is_too_large_the_next_large_one_is_refused_as_busy()
    {
        const int Large = 8 * 1024 * 1024;
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(0, 4).Select(_ => data.Committer.CommitAsync(_ => true, Large).AsTask()).ToList();

        var refused = await Should.ThrowAsync<RequestRejectedException>(() => data.Committer.CommitAsync(_ => true, Large).AsTask());

        refused.Reason.ShouldBe(RejectionReason.Unavailable);
        waiting.Add(data.Committer.CommitAsync(_ => true).AsTask());
        gate.Open();
        (await Task.WhenAll(waiting)).ShouldAllBe(done => done);
        await blocking;
        (await data.Committer.CommitAsync(_ => true, Large)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_live_listener_that_blocks_does_not_make_the_waiting_grow_without_bound()
    {
        using var leave = new ManualResetEventSlim();
        await using var data = await DataHost.StartAsync(space => space.On<PostPublished>(_ => leave.Wait()));
        var waiting = Enumerable.Range(1, 4096).Select(post => data.Committer.AppendAsync(Posted(post)).AsTask()).ToList();

        await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(_ => true).AsTask());

        leave.Set();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Orders_under_way_are_answered_when_the_server_stops_and_later_ones_refused()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(1, 20).Select(post => data.Committer.AppendAsync(Posted(post)).AsTask()).ToList();
        var committer = data.Committer;

        var stopping = data.StopAsync();
        gate.Open();
        await stopping;

        (await Task.WhenAll(waiting)).Length.ShouldBe(20);
        await blocking;
        (await Should.ThrowAsync<RequestRejectedException>(() => committer.AppendAsync(Posted(21)).AsTask())).Reason.ShouldBe(RejectionReason.Unavailable);
    }

    [Fact]
    public async Task Whoever_fails_when_told_of_a_commit_harms_nobody()
    {
        await using var data = await DataHost.StartAsync();
        data.Get<CommitSignal>().Committed += _ => throw new InvalidOperationException("asleep");

        (await data.Committer.AppendAsync(Posted(1))).ShouldBe(1);
        (await data.Committer.AppendAsync(Posted(2))).ShouldBe(2);

        await data.Log.SaysAsync("commit signal failed at sequence 2");
    }

    private static void Note(WriteTransaction commit, string text) => commit.Execute($"insert into notes (text) values ({text})");

    private static IEvent Posted(int post) => new PostPublished(new(post), Ids.Ada, Visibility.Public);
}
