using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;
using Plaza.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Tasks;

/// <summary>A task that exceeds its timeout and does not end when it is cancelled.</summary>
public sealed class OverdueTaskTests
{
    [Fact]
    public async Task It_never_runs_beside_its_retry()
    {
        var (stubborn, quick) = (new Stubborn(), new Quick());
        await using var data = await DataHost.StartAsync(
            space => space.Runs<Stubborn, string>().Runs<Quick, string>(),
            services => services
                .AddSingleton(stubborn)
                .AddSingleton(quick)
                .AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance))
                .AddSingleton<RecentFaults>()
                .AddSingleton<TaskLanes>()
                .AddSingleton<TaskExecutor>()
                .AddHostedService<TaskRunner>());
        var tasks = data.Get<TaskQueue>();
        await data.CommitAsync(tx => tasks.Add(tx, Stubborn.Name, "1", ""));
        await Eventually.TrueAsync(() => stubborn.Started is 1, "it runs");

        data.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(() => stubborn.IsCancelled, "it is cancelled");
        data.Clock.Advance(TimeSpan.FromHours(1));
        await data.CommitAsync(tx => tasks.Add(tx, Quick.Name, "1", ""));
        await Eventually.TrueAsync(() => quick.IsDone, "another task is started meanwhile");

        stubborn.Started.ShouldBe(1);
        (await StateAsync(data)).ShouldBe((TaskState.Running, 0));

        stubborn.End();
        await Eventually.TrueAsync(async () => await StateAsync(data) is (TaskState.Pending, 1), "its end is recorded");
        data.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => stubborn.Started is 2, "it is retried");
        stubborn.MaxRunning.ShouldBe(1);
    }

    private static async Task<(TaskState State, int Attempts)> StateAsync(DataHost data) =>
        (await data.Get<TaskQueue>().GetNewestAsync(10, TestContext.Current.CancellationToken)).Where(task => task.Name == Stubborn.Name)
            .Select(task => (task.State, task.Attempts)).Single();

    private sealed class Stubborn : IQueuedTask<string>
    {
        private readonly TaskCompletionSource _end = new();
        private CancellationToken _first;
        private int _running;

        public static string Name => "tests.stubborn";

        public static IReadOnlyList<TimeSpan> RetryDelays => [TimeSpan.FromMinutes(1)];

        public int Started { get; private set; }

        public int MaxRunning { get; private set; }

        public bool IsCancelled => _first.IsCancellationRequested;

        public void End() => _end.TrySetResult();

        public async Task<TaskResult> RunAsync(string payload, CancellationToken cancellationToken)
        {
            if (Started is 0)
                _first = cancellationToken;

            MaxRunning = Math.Max(MaxRunning, Interlocked.Increment(ref _running));
            Started++;
            await _end.Task;
            Interlocked.Decrement(ref _running);
            cancellationToken.ThrowIfCancellationRequested();
            return TaskResult.Completed("");
        }
    }

    private sealed class Quick : IQueuedTask<string>
    {
        public static string Name => "tests.quick";

        public static IReadOnlyList<TimeSpan> RetryDelays => [];

        public bool IsDone { get; private set; }

        public Task<TaskResult> RunAsync(string payload, CancellationToken cancellationToken)
        {
            IsDone = true;
            return Task.FromResult(TaskResult.Completed(""));
        }
    }
}
