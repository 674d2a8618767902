using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

/// <summary>Planted races are found, and their fixes hold under every explored schedule.</summary>
public sealed class RaceTests
{
    private const int Searches = 100;
    private const int Tries = 200;

    [Fact]
    public async Task An_update_that_is_lost_across_an_await_is_found() =>
        (await FoundAsync(schedule => CountAsync(schedule, locked: false))).ShouldBeGreaterThanOrEqualTo(95);

    [Fact]
    public async Task A_check_in_one_queue_that_another_overtakes_is_found() =>
        (await FoundAsync(schedule => SellAsync(schedule, atOnce: false))).ShouldBeGreaterThanOrEqualTo(95);

    [Fact]
    public async Task A_seed_that_was_found_fails_again_and_names_itself()
    {
        var found = await ScheduleExplorer.ExploreAsync(
            schedule => CountAsync(schedule, locked: false), Tries, firstSeed: 1000, TestContext.Current.CancellationToken);

        var seed = found.Failed.ShouldNotBeNull().Seed;
        seed.ShouldBe(1000 + found.Tried - 1);
        var again = await ScheduleExplorer.ExploreAsync(schedule => CountAsync(schedule, locked: false), count: 1, seed, TestContext.Current.CancellationToken);
        again.Fault.ShouldBeOfType<ShouldAssertException>();
        Should.Throw<ScheduleFailedException>(found.ThrowIfFailed).Message.ShouldContain($"seed {seed}");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task An_update_under_a_lock_is_lost_in_none_of_ten_thousand_schedules() =>
        await HoldsAsync(schedule => CountAsync(schedule, locked: true));

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_check_that_takes_at_once_is_overtaken_in_none_of_ten_thousand_schedules() =>
        await HoldsAsync(schedule => SellAsync(schedule, atOnce: true));

    /// <summary>Reads, yields to others, and writes the value plus one.</summary>
    private static async Task CountAsync(TestSchedule schedule, bool locked)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, schedule);
        using var turn = new SemaphoreSlim(1);
        var count = 0;
        host.Bus.Subscribe<Ordered>("count", async (_, _) =>
        {
            if (locked)
                await turn.WaitAsync(CancellationToken.None);

            var before = count;
            await Task.Yield();
            count = before + 1;
            if (locked)
                turn.Release();
        }, Delivery.Concurrent(2));

        host.Bus.Publish(new Ordered(1));
        host.Bus.Publish(new Ordered(2));
        await host.WaitForIdleAsync();

        count.ShouldBe(2);
    }

    /// <summary>Each of two queues is in order by itself, but both sell the last item.</summary>
    private static async Task SellAsync(TestSchedule schedule, bool atOnce)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, schedule);
        var stock = 1;
        host.Bus.Subscribe<Ordered>("shop", async (_, _) => await TakeAsync(), Delivery.Queued(10));
        host.Bus.Subscribe<Ordered>("market", async (_, _) => await TakeAsync(), Delivery.Queued(10));

        await host.PublishAsync(new Ordered());

        stock.ShouldBe(0);

        async Task TakeAsync()
        {
            if (stock is 0)
                return;

            stock -= atOnce ? 1 : 0;
            await Task.Yield();
            stock -= atOnce ? 0 : 1;
        }
    }

    /// <returns>In how many of a hundred searches, each with other seeds, the failure was found.</returns>
    private static async Task<int> FoundAsync(Func<TestSchedule, Task> scenario)
    {
        var found = 0;
        for (var search = 0; search < Searches; search++)
        {
            var explored = await ScheduleExplorer.ExploreAsync(
                scenario, Tries, firstSeed: search * 1_000, TestContext.Current.CancellationToken);
            found += explored.Fault is ShouldAssertException ? 1 : 0;
        }

        return found;
    }

    private static async Task HoldsAsync(Func<TestSchedule, Task> scenario)
    {
        var explored = await ScheduleExplorer.ExploreAsync(
            scenario, count: 10_000, cancellationToken: TestContext.Current.CancellationToken);

        explored.ThrowIfFailed();
        explored.Tried.ShouldBe(10_000);
    }
}
