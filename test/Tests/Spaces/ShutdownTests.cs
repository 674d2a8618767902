using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

/// <summary>A stopping host handles queued events until its timeout and reports the others.</summary>
public sealed class ShutdownTests : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly List<int> _heard = [];
    private readonly List<EventRejected> _refused = [];
    private readonly SemaphoreSlim _inside = new(0);
    private readonly TaskCompletionSource _leave = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShutdownTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging().AddMetrics().AddSpaces();
        _host = builder.Build();
        Bus.Subscribe<EventRejected>("refused", rejected =>
        {
            lock (_refused)
                _refused.Add(rejected);
        });
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEventBus Bus => _host.Services.GetRequiredService<IEventBus>();

    [Fact]
    public async Task A_stopping_host_handles_queued_events_first()
    {
        // Given a handler that is busy with the first of three events
        Bus.Subscribe<TestEvent>("slow", SlowAsync, Delivery.Queued(10));
        await _host.StartAsync(Ct);
        await RingAsync(3);

        // When the host stops
        var stopping = _host.StopAsync(Ct);

        // Then it waits for all of them
        stopping.IsCompleted.ShouldBeFalse();
        _leave.SetResult();
        await stopping;
        _heard.ShouldBe([1, 2, 3]);
        _refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_that_one_queue_adds_to_another_are_handled_too()
    {
        Bus.Subscribe<FollowUpEvent>("echoes", echoed => _heard.Add(echoed.Number), Delivery.Queued(10));
        Bus.Subscribe<TestEvent>("slow", async (rang, ct) =>
        {
            await SlowAsync(rang, ct);
            Bus.Publish(new FollowUpEvent(rang.Number + 10));
        }, Delivery.Queued(10));
        await _host.StartAsync(Ct);
        await RingAsync(1);

        var stopping = _host.StopAsync(Ct);
        _leave.SetResult();
        await stopping;

        _heard.ShouldBe([1, 11]);
        _refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_its_time_used_up_it_reports_each_of_the_rest_once()
    {
        // Given a handler that hangs at the first of three events
        var subscription = Bus.Subscribe<TestEvent>("slow", SlowAsync, Delivery.Queued(10));
        await _host.StartAsync(Ct);
        await RingAsync(3);

        // When the host stops, and the timeout is over
        using var time = new CancellationTokenSource();
        var stopping = _host.StopAsync(time.Token);
        stopping.IsCompleted.ShouldBeFalse();
        await time.CancelAsync();
        await stopping;
        subscription.Dispose();

        // Then the queued events are reported, and so are later ones
        _refused.Select(rejected => (rejected.Handler, rejected.Reason)).ShouldBe([("slow", "the program ends"), ("slow", "the program ends")]);
        subscription.RejectedCount.ShouldBe(2);
        _leave.SetResult();
    }

    [Fact]
    public async Task Events_of_paused_queues_are_not_awaited_but_reported()
    {
        var subscription = Bus.Subscribe<TestEvent>("paused", rang => _heard.Add(rang.Number), Delivery.Queued(10));
        await _host.StartAsync(Ct);
        subscription.Pause();
        Bus.Publish(new TestEvent(1));

        await _host.StopAsync(Ct);

        _heard.ShouldBeEmpty();
        _refused.ShouldHaveSingleItem().Reason.ShouldBe("the program ends");
    }

    [Fact]
    public async Task A_publisher_that_waits_for_room_is_rejected_at_the_timeout()
    {
        Bus.Subscribe<TestEvent>("slow", SlowAsync, Delivery.Queued(1));
        await _host.StartAsync(Ct);
        await RingAsync(2);
        var publishing = Bus.PublishAsync(new TestEvent(3), cancellationToken: Ct);
        publishing.IsCompleted.ShouldBeFalse();

        await _host.StopAsync(new(canceled: true));

        (await publishing).Rejected.ShouldBe(1);
        _refused.Count.ShouldBe(2);
        _leave.SetResult();
    }

    [Fact]
    public async Task A_handler_that_hangs_does_not_hang_the_end_of_a_test()
    {
        var host = await SpaceTestHost.StartAsync(_ => { });
        host.Bus.Subscribe<TestEvent>("slow", SlowAsync, Delivery.Queued(10));
        host.Bus.Publish(new TestEvent());
        await _inside.WaitAsync(Ct);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);

        _heard.ShouldBeEmpty();
        _leave.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        _inside.Dispose();
    }

    private async ValueTask SlowAsync(TestEvent rang, CancellationToken ct)
    {
        _inside.Release();
        await _leave.Task.WaitAsync(ct);
        _heard.Add(rang.Number);
    }

    /// <summary>Returns once the handler is busy with the first event.</summary>
    private async Task RingAsync(int times)
    {
        Bus.Publish(new TestEvent(1));
        await _inside.WaitAsync(Ct);
        for (var number = 2; number <= times; number++)
            Bus.Publish(new TestEvent(number));
    }
}
