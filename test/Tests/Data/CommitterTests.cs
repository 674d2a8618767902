using Microsoft.Data.Sqlite;
using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class CommitterTests
{
    [Fact]
    public async Task A_failed_write_request_is_rolled_back_alone_and_its_sequences_are_reused()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var thrown = new InvalidOperationException("changed my mind");

        var bad = data.CommitAsync<int>(tx =>
        {
            Note(tx, "bad");
            tx.Publish(Posted(1)).ShouldBe(1);
            throw thrown;
        }).AsTask();
        var good = data.CommitAsync(tx =>
        {
            Note(tx, "good");
            return tx.Publish(Posted(2));
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

        var waiting = Enumerable.Range(1, 100).Select(post => data.CommitAsync(tx => tx.Publish(Posted(post))).AsTask()).ToList();
        waiting.ShouldAllBe(order => !order.IsCompleted);
        gate.Open();

        (await Task.WhenAll(waiting)).ShouldBe(Enumerable.Range(1, 100).Select(sequence => (long)sequence));
        await blocking;
        batches.ShouldBe(2);
    }

    [Fact]
    public async Task The_response_is_sent_after_the_live_handlers_have_run()
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
    public async Task Responses_can_be_read_by_all_origins()
    {
        await using var data = await DataHost.StartAsync();

        var sequence = await data.Committer.AppendAsync(Posted(1));

        (await data.Get<Plaza.Data.Journal.JournalReader>().GetLastSequenceAsync(TestContext.Current.CancellationToken)).ShouldBe(sequence);
    }

    [Fact]
    public async Task A_write_request_cancelled_in_the_queue_is_not_executed()
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
    public async Task When_too_many_requests_are_unanswered_the_next_is_rejected_as_unavailable()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(0, 4095).Select(_ => data.CommitAsync(_ => true).AsTask()).ToList();

        var rejected = await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(_ => true).AsTask());

        (rejected.Reason, rejected.Message).ShouldBe((RejectionReason.Unavailable, "Too many writes are queued. Try again in a few seconds."));
        gate.Open();
        (await Task.WhenAll(waiting)).ShouldAllBe(done => done);
        await blocking;
        (await data.CommitAsync(_ => true)).ShouldBeTrue();
    }

    [Fact]
    public async Task When_unanswered_requests_are_too_large_the_next_large_one_is_rejected_as_unavailable()
    {
        const int Large = 8 * 1024 * 1024;
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(0, 4).Select(_ => data.Committer.CommitAsync(_ => true, Large).AsTask()).ToList();

        var rejected = await Should.ThrowAsync<RequestRejectedException>(() => data.Committer.CommitAsync(_ => true, Large).AsTask());

        rejected.Reason.ShouldBe(RejectionReason.Unavailable);
        waiting.Add(data.Committer.CommitAsync(_ => true).AsTask());
        gate.Open();
        (await Task.WhenAll(waiting)).ShouldAllBe(done => done);
        await blocking;
        (await data.Committer.CommitAsync(_ => true, Large)).ShouldBeTrue();
    }

    [Fact]
    public async Task After_the_disk_failed_what_waited_and_what_comes_is_refused_with_that_reason()
    {
        await using var data = await DataHost.StartAsync();
        using var fails = new ManualResetEventSlim();
        var exitCode = Environment.ExitCode;
        var failing = data.CommitAsync<bool>(_ =>
        {
            fails.Wait(TestContext.Current.CancellationToken);
            throw new SqliteException("disk I/O error", SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_IOERR_WRITE);
        }).AsTask();
        var waiting = data.CommitAsync(_ => true).AsTask();
        fails.Set();

        var unknown = await Should.ThrowAsync<RequestRejectedException>(() => failing);
        await Should.ThrowAsync<RequestRejectedException>(() => waiting);
        var refused = await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(_ => true).AsTask());

        unknown.Message.ShouldBe("The server's disk failed; it is unknown whether this was saved.");
        (refused.Reason, refused.Message).ShouldBe((RejectionReason.Unavailable, "The server's disk failed. Nothing was saved."));
        Environment.ExitCode = exitCode;
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
    public async Task Write_requests_in_flight_complete_when_the_server_stops_and_later_ones_are_rejected()
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
    public async Task A_failing_subscriber_of_the_commit_signal_affects_no_other()
    {
        await using var data = await DataHost.StartAsync();
        data.Get<CommitSignal>().Committed += _ => throw new InvalidOperationException("asleep");

        (await data.Committer.AppendAsync(Posted(1))).ShouldBe(1);
        (await data.Committer.AppendAsync(Posted(2))).ShouldBe(2);

        await data.Log.SaysAsync("commit signal failed at sequence 2");
    }

    private static void Note(WriteTransaction tx, string text) => tx.Execute($"insert into notes (text) values ({text})");

    private static IEvent Posted(int post) => new PostPublished(new(post), Ids.Ada, Visibility.Public);
}
