using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Tasks;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class TaskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_of_a_space_are_in_the_catalog_and_can_be_run()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSingleton<Polish>()
            .AddSingleton<Wind>()
            .AddSpace("bells", space => space.Runs<Wind>().Runs<Polish, int>()));

        var tasks = host.Services.GetRequiredService<SpaceCatalog>().Tasks;

        tasks.Select(task => (task.Space, task.Name, task.Schedule?.ToString(), task.RetryDelays.Count))
            .ShouldBe([("bells", "bells.wind", "every 00:00:30", 3), ("bells", "bells.polish", null, 1)]);
        (await tasks[0].RunAsync(host.Services, "2026-01-31T12:00:00Z", Ct)).Detail.ShouldBe("wound for 12:00");
        (await tasks[1].RunAsync(host.Services, "3", Ct)).Detail.ShouldBe("polished 3");
    }

    [Fact]
    public async Task Two_tasks_of_one_name_stop_the_start()
    {
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Runs<Wind>())
            .AddSpace("clocks", space => space.Runs<Wind>())));

        fault.Message.ShouldBe("Two tasks have the name bells.wind.");
    }

    [Fact]
    public void A_schedule_shorter_than_a_second_is_rejected() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TaskSchedule.Every(TimeSpan.Zero));

    private sealed class Wind : IRecurringTask
    {
        public static string Name => "bells.wind";

        public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromSeconds(30));

        public Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken ct) =>
            Task.FromResult(TaskResult.Completed($"wound for {period.UtcDateTime:HH:mm}"));
    }

    private sealed class Polish : IQueuedTask<int>
    {
        public static string Name => "bells.polish";

        public static IReadOnlyList<TimeSpan> RetryDelays => [TimeSpan.FromSeconds(1)];

        public Task<TaskResult> RunAsync(int payload, CancellationToken ct) => Task.FromResult(TaskResult.Completed($"polished {payload}"));
    }
}
