using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Posts;
using Plaza.Spaces.Tasks;
using Plaza.Spaces.Testing;
using Plaza.Statistics;
using Plaza.Tasks;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>Commands and background work are queued in two lanes: neither starves nor fills the other.</summary>
public sealed class WriteLaneTests
{
    [Fact]
    public async Task A_flood_of_background_work_delays_a_command_by_no_more_than_the_transaction_that_runs()
    {
        await using var data = await DataHost.StartAsync();
        var background = 0;
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var flood = Enumerable.Range(0, 1_000).Select(_ => data.Committer.CommitAsync(_ => ++background, WriteLane.Background).AsTask()).ToList();

        var command = data.CommitAsync(_ => background);
        gate.Open();

        (await command).ShouldBe(0);
        await Task.WhenAll(flood);
        await blocking;
    }

    [Fact]
    public async Task A_flood_of_commands_leaves_background_work_its_share_of_each_transaction()
    {
        await using var data = await DataHost.StartAsync();
        var commands = 0;
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var flood = Enumerable.Range(0, 4_000).Select(_ => data.CommitAsync(_ => ++commands).AsTask()).ToList();

        var background = Enumerable.Range(0, 64).Select(_ => data.Committer.CommitAsync(_ => commands, WriteLane.Background).AsTask()).ToList();
        gate.Open();

        var before = await Task.WhenAll(background);
        before.Count(many => many <= 512).ShouldBeGreaterThanOrEqualTo(32);
        before.ShouldAllBe(many => many <= 1024);
        await Task.WhenAll(flood);
        await blocking;
    }

    [Fact]
    public async Task A_full_background_lane_refuses_background_work_and_takes_commands()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(0, 1_024).Select(_ => data.Committer.CommitAsync(_ => true, WriteLane.Background).AsTask()).ToList();

        var rejected = await Should.ThrowAsync<RequestRejectedException>(() => data.Committer.CommitAsync(_ => true, WriteLane.Background).AsTask());
        var command = data.CommitAsync(_ => true).AsTask();
        gate.Open();

        rejected.Reason.ShouldBe(RejectionReason.Unavailable);
        (await command).ShouldBeTrue();
        (await Task.WhenAll(waiting)).ShouldAllBe(done => done);
        await blocking;
    }

    [Fact]
    public async Task A_full_command_lane_takes_background_work()
    {
        await using var data = await DataHost.StartAsync();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(data.Committer);
        var waiting = Enumerable.Range(0, 4_095).Select(_ => data.CommitAsync(_ => true).AsTask()).ToList();

        await Should.ThrowAsync<RequestRejectedException>(() => data.CommitAsync(_ => true).AsTask());
        var background = data.Committer.CommitAsync(_ => true, WriteLane.Background).AsTask();
        gate.Open();

        (await background).ShouldBeTrue();
        await Task.WhenAll(waiting);
        await blocking;
    }

    [Fact]
    public async Task Tasks_and_recalculations_use_the_background_lane()
    {
        await using var plaza = await PlazaTestServer.StartAsync(new VirtualTimeProvider());
        await plaza.QuietAsync();
        var (services, ct) = (plaza.Services, TestContext.Current.CancellationToken);
        var committer = services.GetRequiredService<Committer>();
        using var gate = new WriterBlocker();
        var blocking = gate.BlockAsync(committer);
        var commands = Enumerable.Range(0, 4_095).Select(_ => committer.CommitAsync(_ => true).AsTask()).ToList();

        var enqueued = services.GetRequiredService<EnqueueTaskJob>().EnqueueAsync("posts.forget_keys", default, ct).AsTask();
        var recounted = services.GetRequiredService<StatisticsRecalculator>().RecalculateAsync(new(2026, 1, 1), new(2026, 1, 2), ct);
        var ended = services.GetRequiredService<TaskExecutor>().RunAsync(new(new(1), "unknown", "", "", 0, default, 0), null, CancellationToken.None, ct);
        gate.Open();

        (await enqueued).ShouldBeTrue();
        (await recounted).ShouldBe(2);
        (await ended.WaitAsync(TimeSpan.FromSeconds(30), ct)).Kind.ShouldBe(TaskResultKind.Failed);
        await Task.WhenAll(commands);
        await blocking;
    }

    [Fact]
    public async Task The_favourites_of_a_deleted_post_and_old_keys_are_deleted_in_batches()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var ada = await plaza.CreateAccountAsync();
        var post = new PostId(long.Parse(await MailServerFixture.PostAsync(ada, "Liked by all"), null));
        await plaza.QuietAsync();
        await plaza.Services.GetRequiredService<Committer>().CommitAsync(tx => Enumerable.Range(1, 1_200).Sum(number =>
            tx.Execute($"insert into favourites (id, post, account) values ({(long)number}, {post}, {(long)number})")
            + tx.Execute($"insert into idempotency_keys (author, app, key, post, created_at) values (1, 0, {$"{number}"}, 1, 0)")));
        var transactions = 0;
        plaza.Services.GetRequiredService<CommitSignal>().Committed += _ => Interlocked.Increment(ref transactions);

        using var deleted = await ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        deleted.EnsureSuccessStatusCode();
        await plaza.QuietAsync();
        plaza.Folder.Number("select count(*) from favourites").ShouldBe(0);

        transactions = 0;
        await plaza.Services.GetRequiredService<PurgeIdempotencyKeys>().RunAsync(default, CancellationToken.None);
        plaza.Folder.Number("select count(*) from idempotency_keys").ShouldBe(0);
        transactions.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_long_work_in_batches_lets_commands_in_between()
    {
        await using var data = await DataHost.StartAsync();
        await data.MakeNotesAsync();
        await data.CommitAsync(tx => Enumerable.Range(0, 5).Sum(_ => tx.Execute($"insert into notes (text) values ({"old"})")));
        var others = new List<Task<int>>();

        var all = await data.Committer.CommitInBatchesAsync(tx =>
        {
            others.Add(data.CommitAsync(other => other.Execute($"insert into notes (text) values ({"new"})")).AsTask());
            return TestDatabase.IsPostgres
                ? tx.Execute($"delete from notes where ctid in (select ctid from notes where text = 'old' limit 2)")
                : tx.Execute($"delete from notes where rowid in (select rowid from notes where text = 'old' limit 2)");
        });

        all.ShouldBe(5);
        await Task.WhenAll(others);
        others.Count.ShouldBe(4);
    }
}
