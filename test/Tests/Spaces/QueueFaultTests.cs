using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

/// <summary>Faults of the queue itself, not of its handler.</summary>
public sealed class QueueFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_selector_that_throws_is_a_fault_of_its_subscription_only(bool waiting)
    {
        await using var watched = await ObservedBus.StartAsync();
        var (received, other) = (new List<int>(), new List<int>());
        var keyed = watched.Bus.Subscribe<TestEvent>("keyed", rang => received.Add(rang.Number),
            Delivery.Queued(8).PartitionedBy((TestEvent rang) => rang.Number is 1 ? throw new InvalidOperationException("no key") : rang.Number));
        watched.Bus.Subscribe<TestEvent>("other", rang => other.Add(rang.Number));

        var result = waiting ? await watched.Bus.PublishAsync(new TestEvent(1)) : watched.Bus.Publish(new TestEvent(1));
        watched.Bus.Publish(new TestEvent(2)).ShouldBe(new(1, 1));
        await watched.Host.WaitForIdleAsync();

        result.ShouldBe(new(Delivered: 1, Queued: 0, Faulted: 1));
        received.ShouldBe([2]);
        other.ShouldBe([1, 2]);
        watched.Reports<HandlerFaulted>().Select(one => one.Message).ShouldBe(["no key"]);
        (keyed.HandledCount, keyed.FaultedCount, keyed.QueueLength).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task A_key_is_worked_out_once_for_each_event()
    {
        await using var watched = await ObservedBus.StartAsync();
        var (query, received) = (0, 0);
        watched.Bus.Subscribe<TestEvent>("keyed", _ => received++,
            Delivery.Queued(8).PartitionedBy((TestEvent _) => ++query > 3 ? throw new InvalidOperationException("asked again") : 1));

        for (var number = 1; number <= 3; number++)
            watched.Bus.Publish(new TestEvent(number));

        await watched.Host.WaitForIdleAsync();
        (query, received).ShouldBe((3, 3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_number_selector_that_throws_is_a_fault_of_its_subscription_only(bool waiting)
    {
        await using var watched = await ObservedBus.StartAsync();
        var received = new List<int>();
        watched.Bus.Subscribe<TestEvent>("sorted", rang => received.Add(rang.Number), Delivery.Queued(8).Resequenced(
            (TestEvent rang) => rang.Number is 9 ? throw new InvalidOperationException("no number") : rang.Number, 4, TimeSpan.FromMinutes(1)));

        var result = waiting ? await watched.Bus.PublishAsync(new TestEvent(9)) : watched.Bus.Publish(new TestEvent(9));
        watched.Bus.Publish(new TestEvent(1));
        await watched.Host.WaitForIdleAsync();

        result.ShouldBe(new(0, 0, Faulted: 1));
        received.ShouldBe([1]);
        watched.Reports<HandlerFaulted>().Select(one => one.Message).ShouldBe(["no number"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_blocks_in_spite_of_its_cancellation_delays_its_queue_no_longer(bool limited)
    {
        using var never = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var watched = await ObservedBus.StartAsync();
        var delivery = limited ? Delivery.Queued(4).Timeout(TimeSpan.FromSeconds(5)) : Delivery.Queued(4);
        watched.Bus.Subscribe<TestEvent>("stuck", async (rang, ct) =>
        {
            if (rang.Number is 2)
                next.SetResult();

            if (rang.Number is not 1)
                return;

            await Task.Yield();
            ct.Register(() => never.Wait(CancellationToken.None));
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
        }, delivery);

        try
        {
            watched.Bus.Publish(new TestEvent(1));
            watched.Bus.Publish(new TestEvent(2));
            await entered.Task;

            await watched.TurnUntilAsync(next.Task);
        }
        finally
        {
            never.Set();
        }
    }

    [Fact]
    public async Task A_full_queue_that_rejects_reports_and_counts_it()
    {
        await using var watched = await ObservedBus.StartAsync();
        var queue = watched.Bus.Subscribe<TestEvent>("small", _ => { }, Delivery.Queued(1, QueueFullMode.Reject));
        queue.Pause();

        watched.Bus.Publish(new TestEvent(1)).ShouldBe(new(0, 1));
        watched.Bus.Publish(new TestEvent(2)).ShouldBe(new(0, 0, 0, Rejected: 1));
        (await watched.Bus.PublishAsync(new TestEvent(3))).ShouldBe(new(0, 0, 0, Rejected: 1));

        (queue.QueueLength, queue.RejectedCount).ShouldBe((1, 2));
        watched.Reports<EventRejected>().Select(one => one.Reason).ShouldBe(["its queue of 1 is full", "its queue of 1 is full"]);
        watched.Counters["plaza.events.rejected small"].ShouldBe(2);
        queue.Resume();
        await watched.Host.WaitForIdleAsync();
        queue.HandledCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_queue_that_drops_keeps_the_newest_and_reports_the_oldest()
    {
        await using var watched = await ObservedBus.StartAsync();
        var received = new List<int>();
        var queue = watched.Bus.Subscribe<TestEvent>("small", rang => received.Add(rang.Number), Delivery.Queued(2, QueueFullMode.DropOldest));
        queue.Pause();

        foreach (var number in Enumerable.Range(1, 5))
            watched.Bus.Publish(new TestEvent(number)).ShouldBe(new(0, 1));

        queue.Resume();
        await watched.Host.WaitForIdleAsync();
        received.ShouldBe([4, 5]);
        (queue.HandledCount, queue.RejectedCount).ShouldBe((2, 3));
        watched.Reports<EventRejected>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_publisher_waits_for_room_in_a_full_queue_and_order_is_kept()
    {
        await using var watched = await ObservedBus.StartAsync();
        var received = new List<int>();
        var queue = watched.Bus.Subscribe<TestEvent>("small", rang => received.Add(rang.Number), Delivery.Queued(1));
        queue.Pause();

        var publishing = Enumerable.Range(1, 4).Select(number => watched.Bus.PublishAsync(new TestEvent(number)).AsTask()).ToList();
        var holding = Task.Run(() => watched.Bus.Publish(new TestEvent(5)));
        publishing.Count(one => one.IsCompleted).ShouldBe(1);
        queue.Resume();

        (await Task.WhenAll(publishing)).ShouldAllBe(result => result == new PublishResult(0, 1, 0, 0));
        (await holding).Queued.ShouldBe(1);
        await watched.Host.WaitForIdleAsync();
        received.Where(number => number < 5).ShouldBe([1, 2, 3, 4]);
        received.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_queue_that_stays_full_until_its_timeout_rejects_the_waiting_publisher()
    {
        await using var watched = await ObservedBus.StartAsync();
        var limit = TimeSpan.FromSeconds(7);
        var queue = watched.Bus.Subscribe<TestEvent>("small", (_, _) => default, Delivery.Queued(1).Timeout(limit));
        queue.Pause();
        watched.Bus.Publish(new TestEvent(1));

        var publishing = watched.Bus.PublishAsync(new TestEvent(2)).AsTask();
        watched.Clock.Advance(limit);

        (await publishing).ShouldBe(new(0, 0, 0, Rejected: 1));
        watched.Reports<EventRejected>().ShouldHaveSingleItem().Reason.ShouldBe("its queue of 1 stayed full");
        queue.Resume();
        await watched.Host.WaitForIdleAsync();
        (queue.HandledCount, queue.RejectedCount).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_handler_that_publishes_into_its_own_full_queue_is_rejected_at_once()
    {
        await using var watched = await ObservedBus.StartAsync();
        var results = new List<PublishResult>();
        watched.Bus.Subscribe<TestEvent>("own", rang =>
        {
            if (rang.Number is 1)
                results.AddRange([watched.Bus.Publish(new TestEvent(2)), watched.Bus.Publish(new TestEvent(3))]);
        }, Delivery.Queued(1));

        watched.Bus.Publish(new TestEvent(1));
        await watched.Host.WaitForIdleAsync();

        results.ShouldBe([new(0, 1), new(0, 0, 0, 1)]);
        watched.Reports<EventRejected>().ShouldHaveSingleItem().Reason.ShouldContain("would wait for itself");
    }

    [Fact]
    public async Task An_abandoned_handler_is_cancelled_and_the_next_one_gets_a_new_token()
    {
        await using var watched = await ObservedBus.StartAsync();
        var tokens = new List<CancellationToken>();
        var inside = new TaskCompletionSource();
        watched.Bus.Subscribe<TestEvent>("slow", async (rang, ct) =>
        {
            tokens.Add(ct);
            inside.TrySetResult();
            if (rang.Number is 1)
                await new TaskCompletionSource().Task;
        }, Delivery.Queued(4));

        watched.Bus.Publish(new TestEvent(1));
        watched.Bus.Publish(new TestEvent(2));
        await inside.Task;
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        tokens.Select(token => token.IsCancellationRequested).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Events_queued_when_the_subscription_is_disposed_are_rejected_and_reported_also_behind_a_busy_key()
    {
        await using var watched = await ObservedBus.StartAsync();
        var (inside, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var received = new List<int>();
        var queue = watched.Bus.Subscribe<TestEvent>("keyed", async (rang, _) =>
        {
            received.Add(rang.Number);
            inside.TrySetResult();
            await leave.Task;
        }, Delivery.Queued(8).PartitionedBy((TestEvent _) => "one"));
        foreach (var number in Enumerable.Range(1, 3))
            watched.Bus.Publish(new TestEvent(number));

        await inside.Task;
        queue.Dispose();
        leave.SetResult();
        await watched.Host.WaitForIdleAsync();

        received.ShouldBe([1]);
        (queue.HandledCount, queue.RejectedCount, queue.QueueLength).ShouldBe((1, 2, 0));
        watched.Reports<EventRejected>().Select(one => one.Reason).ShouldBe(["its subscription was disposed", "its subscription was disposed"]);
    }
}
