using Plaza.Data.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class TaskQueueTests
{
    [Fact]
    public async Task A_task_of_the_same_name_and_key_is_added_once_whatever_became_of_the_first()
    {
        await using var data = await DataHost.StartAsync();

        (await AddAsync(data, "mail.mention", "1")).ShouldBeTrue();
        (await AddAsync(data, "mail.mention", "1")).ShouldBeFalse();
        (await AddAsync(data, "mail.mention", "2")).ShouldBeTrue();
        (await AddAsync(data, "mail.other", "1")).ShouldBeTrue();

        var taken = (await TakeAsync(data)).First();
        await EndAsync(data, taken, TaskState.Completed);
        (await AddAsync(data, taken.Name, taken.Key)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_task_is_taken_once_the_longest_due_first()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "later", TimeSpan.FromSeconds(2));
        await AddAsync(data, "mail.mention", "soon", TimeSpan.FromSeconds(1));
        await AddAsync(data, "mail.mention", "not yet", TimeSpan.FromSeconds(3));

        (await TakeAsync(data)).ShouldBeEmpty();
        data.Clock.Advance(TimeSpan.FromSeconds(2));

        (await TakeAsync(data, most: 1)).Select(task => task.Key).ShouldBe(["soon"]);
        (await TakeAsync(data)).Select(task => task.Key).ShouldBe(["later"]);
        (await TakeAsync(data)).ShouldBeEmpty();
        (await data.CommitAsync(Queue(data).NextDue)).ShouldBe([new DueKind("mail.mention", data.Clock.GetUtcNow() + TimeSpan.FromSeconds(1))]);
    }

    [Fact]
    public async Task The_next_due_time_of_each_pending_kind_is_known()
    {
        await using var data = await DataHost.StartAsync();
        var now = data.Clock.GetUtcNow();
        (await data.CommitAsync(Queue(data).NextDue)).ShouldBeEmpty();

        foreach (var (name, after) in new[] { ("b", 3), ("a", 2), ("b", 1), ("c", 5), ("a", 4) })
            await AddAsync(data, name, $"{after}", TimeSpan.FromSeconds(after));

        (await data.CommitAsync(Queue(data).NextDue)).ShouldBe([new("a", now.AddSeconds(2)), new("b", now.AddSeconds(1)), new DueKind("c", now.AddSeconds(5))]);
    }

    [Fact]
    public async Task A_failed_task_comes_again_with_its_tries_counted_and_a_postponed_one_without()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "1");
        var first = (await TakeAsync(data))[0];

        await EndAsync(data, first, TaskState.Pending, attempts: 1, after: TimeSpan.FromSeconds(5));
        (await TakeAsync(data)).ShouldBeEmpty();
        data.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = (await TakeAsync(data))[0];
        second.Attempts.ShouldBe(1);

        await EndAsync(data, second, TaskState.Pending, attempts: second.Attempts, after: TimeSpan.Zero);
        (await TakeAsync(data))[0].Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_is_stored_again_does_not_end_the_next_run()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "1");
        var first = (await TakeAsync(data))[0];
        await EndAsync(data, first, TaskState.Pending);
        data.Clock.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync(data);

        await EndAsync(data, first, TaskState.Pending);

        (await TakeAsync(data)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_parked_task_waits_for_the_operator_and_then_has_all_its_tries()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "1");
        var task = (await TakeAsync(data))[0];
        await EndAsync(data, task, TaskState.DeadLettered, attempts: 6);
        (await TakeAsync(data)).ShouldBeEmpty();

        (await data.CommitAsync(tx => Queue(data).Retry(tx, task.Id))).ShouldBeTrue();

        (await TakeAsync(data))[0].Attempts.ShouldBe(0);
        (await data.CommitAsync(tx => Queue(data).Retry(tx, task.Id))).ShouldBeFalse();
    }

    [Fact]
    public async Task Tasks_that_ran_when_the_program_ended_run_again()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "1");
        await TakeAsync(data);
        await data.StartAgainAsync();

        await data.CommitAsync(Queue(data).RequeueInterrupted); // With a lease, the end of the node has done it already.

        (await TakeAsync(data)).Select(task => task.Key).ShouldBe(["1"]);
    }

    [Fact]
    [Trait("Database", "Sqlite")]
    public async Task A_task_that_a_node_was_running_when_its_database_was_copied_to_SQLite_runs_again()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "1");
        await TakeAsync(data);
        data.Tamper("update tasks set node = 77");

        await data.CommitAsync(Queue(data).RequeueInterrupted);

        (await TakeAsync(data)).Select(task => task.Key).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Only_tasks_completed_long_ago_are_purged()
    {
        await using var data = await DataHost.StartAsync();
        await AddAsync(data, "mail.mention", "parked");
        await EndAsync(data, (await TakeAsync(data))[0], TaskState.DeadLettered);
        await AddAsync(data, "mail.mention", "old");
        await EndAsync(data, (await TakeAsync(data))[0], TaskState.Completed);
        data.Clock.Advance(TimeSpan.FromDays(2));
        await AddAsync(data, "mail.mention", "new");
        await EndAsync(data, (await TakeAsync(data))[0], TaskState.Completed);

        (await data.CommitAsync(tx => Queue(data).PurgeCompleted(tx, tx.Now - TimeSpan.FromDays(1), 500))).ShouldBe(1);

        (await Queue(data).GetNewestAsync(10, default)).Select(task => task.Key).ShouldBe(["new", "parked"]);
    }

    private static TaskQueue Queue(DataHost data) => data.Get<TaskQueue>();

    private static ValueTask<bool> AddAsync(DataHost data, string name, string key, TimeSpan after = default) =>
        data.CommitAsync(tx => Queue(data).Add(tx, name, key, "{}", tx.Now + after));

    private static ValueTask<List<ClaimedTask>> TakeAsync(DataHost data, int most = 10) =>
        data.CommitAsync(tx => Queue(data).Claim(tx, "mail.mention", most));

    private static ValueTask<bool> EndAsync(DataHost data, ClaimedTask task, TaskState state, int attempts = 1, TimeSpan after = default) =>
        data.CommitAsync(tx =>
        {
            Queue(data).Finish(tx, task, state, attempts, tx.Now + after, "");
            return true;
        });
}
