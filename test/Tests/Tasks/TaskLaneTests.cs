using Plaza.Spaces.Tasks;
using Plaza.Tasks;

namespace Plaza.Tests.Tasks;

/// <summary>One lane: how many tasks run at a time, and when none is started.</summary>
public sealed class TaskLaneTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TaskLane _lane = new("tests.work");

    [Fact]
    public void Four_run_at_a_time()
    {
        _lane.FreePlaces(Now).ShouldBe(4);
        for (var number = 0; number < 4; number++)
            _lane.Start(new TaskCompletionSource<TaskResult>().Task);

        _lane.FreePlaces(Now).ShouldBe(0);
        _lane.StartOf(Now).ShouldBeNull();
    }

    [Fact]
    public void When_what_it_depends_on_is_unavailable_one_at_a_time_finds_out_whether_it_is_back()
    {
        End(Unavailable, Unavailable, Unavailable);

        _lane.FreePlaces(Now).ShouldBe(0);
        _lane.StartOf(Now).ShouldBe(Now + Second);
        _lane.FreePlaces(Now + Second).ShouldBe(1);

        _lane.Start(Task.FromResult(TaskResult.Completed("")));
        _lane.FreePlaces(Now + Second).ShouldBe(0);
        _lane.RemoveEnded(Now + Second);
        _lane.FreePlaces(Now + Second).ShouldBe(4);
    }

    [Fact]
    public void The_break_doubles_with_each_failure_up_to_its_maximum_and_is_reset_by_a_success()
    {
        var now = Now;
        var breaks = new List<double>();
        for (var number = 0; number < 7; number++)
        {
            _lane.Start(Task.FromResult(Unavailable));
            _lane.RemoveEnded(now);
            breaks.Add(_lane.Break.TotalSeconds);
            now = _lane.StartOf(now)!.Value;
        }

        breaks.ShouldBe([1, 2, 4, 8, 16, 30, 30]);
        _lane.Start(Task.FromResult(TaskResult.Completed("")));
        _lane.OpenReason.ShouldBe("away");
        _lane.RemoveEnded(now);
        _lane.OpenReason.ShouldBeNull();
        _lane.Start(Task.FromResult(Unavailable));
        _lane.RemoveEnded(now);
        _lane.Break.ShouldBe(Second);
    }

    [Fact]
    public void The_operator_can_have_it_probed_at_once()
    {
        End(Unavailable);

        _lane.Probe();

        _lane.FreePlaces(Now).ShouldBe(1);
    }

    [Fact]
    public void A_break_ends_where_the_clock_is_set_back()
    {
        End(Unavailable);

        _lane.FreePlaces(Now - TimeSpan.FromDays(1)).ShouldBe(1);
    }

    private static TaskResult Unavailable => TaskResult.Unavailable("away", Second, TimeSpan.FromSeconds(30));

    private void End(params TaskResult[] outcomes)
    {
        foreach (var outcome in outcomes)
            _lane.Start(Task.FromResult(outcome));
        _lane.RemoveEnded(Now);
    }
}
