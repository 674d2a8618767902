using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Plaza.Data.Tasks;
using Plaza.Spaces.Tasks;
using Plaza.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Tasks;

/// <summary>A recurring task on three nodes whose clocks differ by minutes: each period is queued and run once.</summary>
[Trait("Database", "Postgres")]
public sealed class RecurringTaskOnNodesTests : IAsyncLifetime
{
    private const int Periods = 20;

    private static readonly TimeSpan[] Ahead = [TimeSpan.Zero, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(-11)];

    private readonly Rounds _rounds = new();
    private readonly List<DataHost> _nodes = [];

    public RecurringTaskOnNodesTests() => Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");

    public async ValueTask InitializeAsync()
    {
        foreach (var ahead in Ahead)
        {
            _nodes.Add(_nodes is [var first, ..]
                ? await DataHost.StartBesideAsync(first, space => space.Runs<Rounds>(), services => Add(services, ahead))
                : await DataHost.StartAsync(space => space.Runs<Rounds>(), services => Add(services, ahead)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(_nodes))
            await node.DisposeAsync();
    }

    [Fact]
    public async Task Each_period_is_queued_and_run_once()
    {
        var first = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var periods = Enumerable.Range(0, Periods).Select(minute => first.AddMinutes(minute)).ToList();

        foreach (var period in periods)
        {
            var queued = _nodes.Select(node => node.Get<EnqueueTaskJob>().EnqueueAsync(Rounds.Name, period, TestContext.Current.CancellationToken).AsTask());
            (await Task.WhenAll(queued)).Count(isNew => isNew).ShouldBe(1);
        }

        await Eventually.TrueAsync(
            async () => (await _nodes[0].Get<TaskQueue>().GetNewestAsync(1_000, TestContext.Current.CancellationToken)).TrueForAll(task => task.State is TaskState.Completed),
            "all have run");
        _rounds.Run.Where(periods.Contains).Order().ShouldBe(periods);
    }

    private void Add(IServiceCollection services, TimeSpan ahead) => services
        .AddSingleton<TimeProvider>(new AdjustableClock { Ahead = ahead }).AddSingleton(_rounds)
        .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>().AddTasksSpace().AddTaskManager();

    private sealed class Rounds : IRecurringTask
    {
        public static string Name => "tests.rounds";

        public static TaskSchedule Schedule => TaskSchedule.Every(TimeSpan.FromDays(1));

        public ConcurrentQueue<DateTimeOffset> Run { get; } = [];

        public Task<TaskResult> RunAsync(DateTimeOffset period, CancellationToken cancellationToken)
        {
            Run.Enqueue(period);
            return Task.FromResult(TaskResult.Completed("done"));
        }
    }
}
