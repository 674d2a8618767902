using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces.Testing;

public sealed class LogIntervalTests
{
    private readonly List<string> _done = [];

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData(2L)]
    [InlineData(3L)]
    public async Task All_that_follows_from_an_event_is_done_when_the_call_returns_in_every_mode_of_delivery(long? seed)
    {
        await using var host = await StartAsync(seed);
        host.Bus.Subscribe<Ordered>("pack", async (ordered, _) =>
        {
            await Task.Yield();
            host.Bus.Publish(new Packed(ordered.Number));
        }, Delivery.Queued(100));
        host.Bus.Subscribe<Packed>("send", async (packed, ct) =>
        {
            await Task.Yield();
            await host.Bus.PublishAsync(new Sent(packed.Number), cancellationToken: ct);
        }, Delivery.Concurrent(2));
        host.Bus.Subscribe<Sent>("note", async (sent, _) =>
        {
            await Task.Yield();
            await Task.Yield();
            lock (_done)
                _done.Add($"sent {sent.Number}");
        });

        foreach (var number in Enumerable.Range(1, 20))
        {
            await host.PublishAsync(new Ordered(number));
            _done.ShouldBe([.. Enumerable.Range(1, number).Select(before => $"sent {before}")]);
        }
    }

    [Fact]
    public async Task Detached_handlers_are_awaited_too()
    {
        await using var host = await StartAsync(1);
        host.Bus.Subscribe<Ordered>("slow", async (_, ct) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), host.Clock, ct);
            _done.Add("slow");
        });

        host.Bus.Publish(new Ordered()).Queued.ShouldBe(1);
        await host.WaitForIdleAsync();

        _done.ShouldBe(["slow"]);
    }

    [Fact]
    public async Task Time_passes_only_while_work_waits_for_it()
    {
        await using var host = await StartAsync(1);
        var began = host.Clock.GetUtcNow();
        using var beat = host.Clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        host.Bus.Subscribe<Ordered>("quick", (_, _) => ValueTask.CompletedTask, Delivery.Queued(10));

        await host.PublishAsync(new Ordered());

        host.Clock.GetUtcNow().ShouldBe(began);
    }

    [Fact]
    public async Task Retries_with_long_pauses_are_over_in_no_time()
    {
        await using var host = await StartAsync(1);
        var began = host.Clock.GetUtcNow();
        var tries = new List<TimeSpan>();
        host.Bus.Subscribe<Ordered>("stubborn", (_, _) =>
        {
            tries.Add(host.Clock.GetUtcNow() - began);
            return tries.Count < 4 ? throw new InvalidOperationException("Not yet.") : ValueTask.CompletedTask;
        }, Delivery.Queued(10).Retry(5, delay: TimeSpan.FromMinutes(1), maxDelay: TimeSpan.FromMinutes(10)));

        await host.PublishAsync(new Ordered());

        tries.Count.ShouldBe(4);
        tries[3].ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Where_time_does_not_pass_by_itself_the_test_lets_it_pass()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(1) { AdvancesTime = false });
        host.Bus.Subscribe<Ordered>("slow", async (_, ct) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), host.Clock, ct);
            _done.Add("slow");
        }, Delivery.Queued(10));

        host.Bus.Publish(new Ordered());
        await host.RunReadyAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        await host.RunReadyAsync();
        _done.ShouldBeEmpty();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.WaitForIdleAsync();

        _done.ShouldBe(["slow"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_publisher_that_blocks_its_thread_delays_no_other_work(long seed)
    {
        await using var host = await StartAsync(seed);
        var began = host.Clock.GetUtcNow();
        host.Bus.Subscribe<Ordered>("slow", async (ordered, _) =>
        {
            await Task.Yield();
            _done.Add($"{ordered.Number}");
            host.Bus.Publish(new Packed(ordered.Number));
        }, Delivery.Queued(1));
        host.Bus.Subscribe<Packed>("slower", async (_, _) => await Task.Yield(), Delivery.Queued(1));

        host.Bus.Publish(new Ordered(1));
        host.Bus.Publish(new Ordered(2));
        await host.RunAsync(() =>
        {
            foreach (var number in Enumerable.Range(3, 8))
                host.Bus.Publish(new Ordered(number)).Queued.ShouldBe(1);

            return Task.CompletedTask;
        });

        _done.ShouldBe([.. Enumerable.Range(1, 10).Select(number => $"{number}")]);
        host.Clock.GetUtcNow().ShouldBe(began);
    }

    private static Task<SpaceTestHost> StartAsync(long? seed) =>
        SpaceTestHost.StartAsync(_ => { }, seed is { } known ? new TestSchedule(known) : null);
}
