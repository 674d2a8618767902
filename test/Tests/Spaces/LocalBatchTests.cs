using System.Collections.Concurrent;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

/// <summary>A worker dequeues several events of a long queue at once, without an observable difference.</summary>
public sealed class LocalBatchTests : IDisposable
{
    private readonly ConcurrentQueue<int> _told = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _goOn = new(0);

    [Fact]
    public async Task All_that_wait_are_counted_and_no_more_are_taken_than_may_wait()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var subscription = await BusyWithTheFirstAsync(host, 20, Delivery.Queued(64, QueueFullMode.Reject));
        subscription.QueueLength.ShouldBe(19);

        for (var number = 21; number <= 65; number++)
            host.Bus.Publish(new TestEvent(number)).Queued.ShouldBe(1);

        subscription.QueueLength.ShouldBe(64);
        host.Bus.Publish(new TestEvent(66)).Rejected.ShouldBe(1);

        _goOn.Release(65);
        await host.WaitForIdleAsync();
        _told.ShouldBe(Enumerable.Range(1, 65));
        subscription.HandledCount.ShouldBe(65);
    }

    [Fact]
    public async Task Pausing_lets_the_handler_finish_the_one_it_has_and_nothing_more()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var subscription = await BusyWithTheFirstAsync(host, 20, Delivery.Queued(1_024));

        subscription.Pause();
        _goOn.Release(20);
        await Eventually.TrueAsync(() => subscription.HandledCount is 1, "the first was handled");
        _told.ShouldBe([1]);
        subscription.QueueLength.ShouldBe(19);

        subscription.Resume();
        await host.WaitForIdleAsync();
        _told.ShouldBe(Enumerable.Range(1, 20));
    }

    [Fact]
    public async Task Leaving_reports_every_one_that_waits_though_the_handler_is_still_busy()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var rejected = 0;
        host.Bus.Subscribe<EventRejected>("watch", _ => rejected++);
        var subscription = await BusyWithTheFirstAsync(host, 20, Delivery.Queued(1_024));

        subscription.Dispose();

        rejected.ShouldBe(19);
        subscription.QueueLength.ShouldBe(0);
        _goOn.Release(20);
        await host.WaitForIdleAsync();
        _told.ShouldBe([1]);
    }

    [Fact]
    public async Task The_dropped_event_is_the_oldest_queued_one()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var subscription = await BusyWithTheFirstAsync(host, 32, Delivery.Queued(32, QueueFullMode.DropOldest));

        for (var number = 33; number <= 35; number++)
            host.Bus.Publish(new TestEvent(number)).Queued.ShouldBe(1);

        subscription.QueueLength.ShouldBe(32);
        _goOn.Release(35);
        await host.WaitForIdleAsync();
        _told.ShouldBe([1, .. Enumerable.Range(4, 32)]);
        subscription.RejectedCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_failing_event_affects_no_other_of_its_batch()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var subscription = host.Bus.Subscribe<TestEvent>("ear", rang =>
        {
            _told.Enqueue(rang.Number);
            if (rang.Number is 3)
                throw new InvalidOperationException("No third.");
        }, Delivery.Queued(1_024));

        subscription.Pause();
        Publish(host, 20);
        subscription.Resume();
        await host.WaitForIdleAsync();

        _told.ShouldBe(Enumerable.Range(1, 20));
        (subscription.HandledCount, subscription.FaultedCount).ShouldBe((19, 1));
    }

    public void Dispose()
    {
        _begun.Dispose();
        _goOn.Dispose();
    }

    /// <summary>The first event is being handled, and all others were queued when the worker dequeued it.</summary>
    private async Task<Subscription> BusyWithTheFirstAsync(SpaceTestHost host, int count, Delivery delivery)
    {
        var subscription = host.Bus.Subscribe<TestEvent>("ear", rang =>
        {
            _told.Enqueue(rang.Number);
            _begun.Release();
            _goOn.Wait();
        }, delivery);

        subscription.Pause();
        Publish(host, count);
        subscription.Resume();
        await _begun.WaitAsync(TestContext.Current.CancellationToken);
        return subscription;
    }

    private static void Publish(SpaceTestHost host, int count)
    {
        for (var number = 1; number <= count; number++)
            host.Bus.Publish(new TestEvent(number)).Queued.ShouldBe(1);
    }
}
