using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

public sealed class HangingTests
{
    private static readonly TestSchedule Schedule = new(7);

    [Fact]
    public async Task Work_that_can_never_run_is_named_and_not_awaited()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, Schedule);
        host.Bus.Subscribe<Ordered>("resting", _ => { }, Delivery.Queued(10)).Pause();

        var hung = await Should.ThrowAsync<ScheduleDeadlockException>(() => host.PublishAsync(new Ordered()));

        hung.Message.ShouldContain("resting of tests.ordered (1 waiting, paused)");
        hung.Message.ShouldContain("seed 7");
    }

    [Fact]
    public async Task A_handler_that_never_ends_and_has_no_limit_of_time_is_named()
    {
        await using var host = await SpaceTestHost.StartAsync(
            _ => { }, Schedule with { AdvancesTime = false });
        host.Bus.Subscribe<Ordered>("lost", async (_, _) => await new TaskCompletionSource().Task);

        var hung = await Should.ThrowAsync<ScheduleDeadlockException>(() => host.PublishAsync(new Ordered()));

        hung.Message.ShouldContain("inside of lost #1");
    }

    [Fact]
    public async Task A_synchronous_handler_that_holds_its_thread_for_ever_does_not_hold_the_test()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, Schedule);
        host.Bus.Subscribe<Ordered>("stuck", _ => { });
        host.Faults.Hang<Ordered>("stuck");

        var hung = await Should.ThrowAsync<ScheduleDeadlockException>(() => host.PublishAsync(new Ordered()));

        hung.Message.ShouldContain("inside of stuck #1");
    }

    [Fact]
    public async Task A_scenario_that_can_never_complete_is_a_deadlock()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, Schedule);

        var hung = await Should.ThrowAsync<ScheduleDeadlockException>(() => host.RunAsync(() => new TaskCompletionSource().Task));

        hung.Message.ShouldContain("the scenario itself");
    }

    [Fact]
    public async Task A_timer_that_beats_for_ever_does_not_hide_that_work_hangs()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, Schedule);
        using var beat = host.Clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        host.Bus.Subscribe<Ordered>("resting", _ => { }, Delivery.Queued(10)).Pause();

        await Should.ThrowAsync<ScheduleDeadlockException>(() => host.PublishAsync(new Ordered()));
    }

    [Fact]
    public async Task An_exception_of_the_scenario_reaches_the_caller_and_affects_nothing_else()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, Schedule);
        var received = 0;
        host.Bus.Subscribe<Ordered>("well", _ => received++, Delivery.Queued(10));

        await Should.ThrowAsync<FormatException>(() => host.RunAsync(async () =>
        {
            await host.Bus.PublishAsync(new Ordered());
            throw new FormatException();
        }));

        received.ShouldBe(1);
        await host.PublishAsync(new Ordered());
        received.ShouldBe(2);
    }
}
