using Microsoft.Extensions.DependencyInjection;
using Plaza.Data;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;
using Plaza.Spaces.Testing;
using Plaza.Tasks;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Tasks;

/// <summary>A recurring task runs once for each period, also across restarts.</summary>
public sealed class RecurringTaskTests : IDisposable
{
    private const string Nightly = "statistics.nightly";

    private readonly VirtualTimeProvider _clock = new();
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public async Task Periods_missed_while_the_server_was_off_run_once_at_the_next_start()
    {
        await RunForAWhileAsync(async plaza => await MailServerFixture.PostAsync(await plaza.CreateAccountAsync("ada"), "Today's only post"));
        _folder.Tamper("delete from statistics_days").ShouldBe(1);
        _clock.Advance(TimeSpan.FromDays(1));

        await RunForAWhileAsync(_ => Task.CompletedTask);
        await RunForAWhileAsync(_ => Task.CompletedTask);

        NightlyRuns().ShouldBe(["2026-01-31T00:05:00Z", "2026-02-01T00:05:00Z"]);
        _folder.Number("select posts from statistics_days where day = '2026-01-31'").ShouldBe(1);
        _folder.Rows($"select detail from tasks where name = '{Nightly}' order by key", row => row.GetString(0))[1].ShouldBe("counted 2026-01-31");
    }

    [Fact]
    public async Task A_period_that_is_asked_for_twice_is_one_row()
    {
        await RunForAWhileAsync(async plaza =>
        {
            var job = plaza.Services.GetRequiredService<EnqueueTaskJob>();
            var period = new DateTimeOffset(2026, 3, 1, 0, 5, 0, TimeSpan.Zero);
            var asked = Enumerable.Range(0, 20).Select(_ => job.EnqueueAsync(Nightly, period, TestContext.Current.CancellationToken).AsTask());

            (await Task.WhenAll(asked)).Count(isNew => isNew).ShouldBe(1);
        });

        NightlyRuns().Count(key => key == "2026-03-01T00:05:00Z").ShouldBe(1);
    }

    [Fact]
    public async Task Every_run_is_on_record_with_its_time_and_its_result()
    {
        await RunForAWhileAsync(async plaza =>
        {
            var all = await plaza.Services.GetRequiredService<TaskQueue>().GetNewestAsync(100, TestContext.Current.CancellationToken);

            all.Select(task => task.Name).ShouldBe(
                ["statistics.nightly", "tasks.forget_old", "posts.forget_idempotency_keys", "authentication.forget_expired", "mail.purge_queued"], ignoreOrder: true);
            all.ShouldAllBe(task => task.State == TaskState.Completed && task.Attempts == 1 && task.StartedAt != null && task.EndedAt != null && task.Detail.Length > 0);
        });
    }

    [Fact]
    public async Task Tasks_that_ran_when_the_server_died_run_again()
    {
        await RunForAWhileAsync(_ => Task.CompletedTask);
        _folder.Tamper($"update tasks set state = 1, ended_at = null where name = '{Nightly}'").ShouldBe(1);

        await RunForAWhileAsync(_ => Task.CompletedTask);

        _folder.Number($"select state from tasks where name = '{Nightly}'").ShouldBe((long)TaskState.Completed);
    }

    [Fact]
    public async Task Tasks_completed_a_month_ago_are_purged_and_dead_letters_are_not()
    {
        await RunForAWhileAsync(_ => Task.CompletedTask);
        _folder.Tamper("update tasks set state = 3 where name = 'posts.forget_idempotency_keys'").ShouldBe(1);
        _clock.Advance(TimeSpan.FromDays(31));

        await RunForAWhileAsync(_ => Task.CompletedTask);

        NightlyRuns().ShouldBe(["2026-03-03T00:05:00Z"]);
        _folder.Number("select count(*) from tasks where state = 3").ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-01-31T00:04:59Z", "2026-01-30T00:05:00Z")]
    [InlineData("2026-01-31T00:05:00Z", "2026-01-31T00:05:00Z")]
    [InlineData("2026-02-01T00:04:59Z", "2026-01-31T00:05:00Z")]
    public void The_last_period_of_a_nightly_task_is_the_last_night(string now, string last) =>
        SchedulePeriods.Name(SchedulePeriods.Last(TaskSchedule.Cron("0 5 0 * * ?"), At(now))!.Value).ShouldBe(last);

    [Fact]
    public void A_task_that_was_not_due_for_a_month_has_no_period_to_catch_up() =>
        SchedulePeriods.Last(TaskSchedule.Cron("0 0 0 1 1 ?"), At("2026-07-01T00:00:00Z")).ShouldBeNull();

    [Theory]
    [InlineData("2026-01-31T10:09:59Z", "2026-01-31T10:00:00Z", "2026-01-31T10:10:00Z")]
    [InlineData("2026-01-31T10:10:00Z", "2026-01-31T10:10:00Z", "2026-01-31T10:20:00Z")]
    public void Every_node_means_the_same_by_a_period_of_an_interval(string now, string last, string next)
    {
        var schedule = TaskSchedule.Every(TimeSpan.FromMinutes(10));

        SchedulePeriods.Name(SchedulePeriods.Last(schedule, At(now))!.Value).ShouldBe(last);
        SchedulePeriods.Name(SchedulePeriods.Next(schedule, At(now))).ShouldBe(next);
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private List<string> NightlyRuns() => _folder.Rows($"select key from tasks where name = '{Nightly}' order by key", row => row.GetString(0));

    private async Task RunForAWhileAsync(Func<PlazaTestServer, Task> live)
    {
        var plaza = await PlazaTestServer.StartAsync(_folder, _clock);
        await Eventually.TrueAsync(() => _folder.Number("select count(*) from tasks where state in (0, 1)") is 0, "what is due is done");
        await live(plaza);
        await plaza.QuietAsync();
        await plaza.StopAsync();
    }
}
