using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces.Testing;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly VirtualTimeProvider _time = new(Noon);
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_each_at_its_own_time()
    {
        using var late = Timer("late", Seconds(3));
        using var soon = Timer("soon", Seconds(1));
        using var never = Timer("never", Seconds(10));

        _time.Advance(Seconds(5));

        _fired.ShouldBe(["soon at 1", "late at 3"]);
        _time.GetUtcNow().ShouldBe(Noon + Seconds(5));
    }

    [Fact]
    public void Timers_due_at_the_same_time_fire_in_the_order_in_which_they_were_set()
    {
        using var one = Timer("one", Seconds(1));
        using var two = Timer("two", Seconds(1));
        one.Change(Seconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(Seconds(1));

        _fired.ShouldBe(["two at 1", "one at 1"]);
    }

    [Fact]
    public void A_periodic_timer_fires_as_often_as_its_period_has_passed()
    {
        using var beat = Timer("beat", Seconds(1), Seconds(2));

        _time.Advance(Seconds(5));

        _fired.ShouldBe(["beat at 1", "beat at 3", "beat at 5"]);
    }

    [Fact]
    public void A_timer_that_another_sets_while_it_fires_is_not_forgotten()
    {
        ITimer? second = null;
        using var first = _time.CreateTimer(_ => second = Timer("second", Seconds(1)), null, Seconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(Seconds(2));

        _fired.ShouldBe(["second at 2"]);
        second!.Dispose();
    }

    [Fact]
    public void A_disposed_timer_does_not_fire_even_if_an_earlier_timer_disposed_it()
    {
        var second = Timer("second", Seconds(2));
        using var first = _time.CreateTimer(_ => second.Dispose(), null, Seconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(Seconds(3));

        _fired.ShouldBeEmpty();
    }

    [Fact]
    public void A_timer_that_is_due_fires_when_time_is_advanced_by_zero()
    {
        using var now = Timer("now", TimeSpan.Zero);
        _fired.ShouldBeEmpty();

        _time.Advance(TimeSpan.Zero);

        _fired.ShouldBe(["now at 0"]);
    }

    [Fact]
    public void A_clock_that_is_set_back_holds_no_timer_up()
    {
        using var timer = Timer("timer", Seconds(1));
        var began = _time.GetTimestamp();

        _time.SetClockBack(TimeSpan.FromHours(1));
        _time.Advance(Seconds(1));

        _fired.Count.ShouldBe(1);
        _time.GetUtcNow().ShouldBe(Noon - TimeSpan.FromHours(1) + Seconds(1));
        _time.GetElapsedTime(began).ShouldBe(Seconds(1));
        Should.Throw<ArgumentOutOfRangeException>(() => _time.Advance(Seconds(-1)));
    }

    [Fact]
    public async Task A_test_can_wait_for_a_timer_to_be_set()
    {
        var alarm = _time.WaitForTimerAsync(Seconds(7));
        alarm.IsCompleted.ShouldBeFalse();

        var delay = Task.Delay(Seconds(7), _time, TestContext.Current.CancellationToken);
        await alarm;

        _time.WaitForTimerAsync(Seconds(7)).IsCompleted.ShouldBeTrue();
        _time.Advance(Seconds(7));
        await delay;
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) => _time.CreateTimer(
        _ => _fired.Add($"{name} at {(_time.GetUtcNow() - Noon).TotalSeconds:0}"), null, due, period ?? Timeout.InfiniteTimeSpan);
}
