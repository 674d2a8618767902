using Plaza.Spaces.Events;
using Polly.CircuitBreaker;

namespace Plaza.Tests.Spaces;

public sealed class CircuitTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly List<int> _called = [];
    private volatile bool _isBroken = true;

    [Theory]
    [InlineData("queued")]
    [InlineData("keyed")]
    [InlineData("concurrent")]
    public async Task Queued_events_wait_while_the_circuit_is_open_and_are_handled_when_it_closes(string mode)
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("breaker", Call, DeliveryOf(mode));
        await OpenAsync(watched, subscription);

        // The circuit is open: events wait, also after some time, but less than the break duration.
        foreach (var number in Enumerable.Range(10, 4))
            watched.Bus.Publish(new TestEvent(number)).Queued.ShouldBe(1);

        await WaitUntilNoneIsTakenAsync(subscription, 4);
        watched.Clock.Advance(Pause - TimeSpan.FromSeconds(2));
        _called.Count.ShouldBe(2);
        subscription.IsCircuitClosed.ShouldBeFalse();

        _isBroken = false;
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        var received = _called.Skip(2);
        (mode is "queued" ? received : received.Order()).ShouldBe([10, 11, 12, 13]);
        watched.Reports<CircuitClosed>().ShouldBe([new("breaker", "tests.rang")]);
        subscription.IsCircuitClosed.ShouldBeTrue();
        (subscription.HandledCount, subscription.FaultedCount, subscription.QueueLength).ShouldBe((4, 2, 0));
    }

    [Fact]
    public async Task After_the_break_one_event_is_let_through()
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("breaker", Call, DeliveryOf("queued"));
        await OpenAsync(watched, subscription);
        foreach (var number in Enumerable.Range(10, 4))
            watched.Bus.Publish(new TestEvent(number));

        await WaitUntilNoneIsTakenAsync(subscription, 4);
        await watched.TurnUntilAsync(() => watched.Reports<CircuitOpened>().Count is 2);

        _called.ShouldBe([1, 2, 10]);
        await WaitUntilNoneIsTakenAsync(subscription, 3);
        watched.DeadLetters.All.Select(one => ((TestEvent)one.Event).Number).ShouldBe([1, 2, 10]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_without_a_queue_are_dead_lettered_while_the_circuit_is_open(bool waiting)
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("breaker", Call, DeliveryOf("inline"));
        await OpenAsync(watched, subscription);

        var result = waiting ? await watched.Bus.PublishAsync(new TestEvent(3)) : watched.Bus.Publish(new TestEvent(3));

        result.ShouldBe(new(0, 0, 0, Rejected: 1));
        _called.ShouldBe([1, 2]);
        (subscription.HandledCount, subscription.FaultedCount, subscription.RejectedCount).ShouldBe((0, 2, 1));
        watched.DeadLetters.All[^1].Reason.ShouldBe("its circuit breaker is open");

        // After the break the handler is called again, and the dead letters can be replayed.
        _isBroken = false;
        watched.Clock.Advance(Pause);
        (await watched.Bus.PublishAsync(new TestEvent(4))).Delivered.ShouldBe(1);
        foreach (var deadLetter in watched.DeadLetters.All)
            watched.DeadLetters.Replay(deadLetter.Id);

        await watched.Host.WaitForIdleAsync();
        _called.Skip(2).Order().ShouldBe([1, 2, 3, 4]);
        (subscription.HandledCount, subscription.IsCircuitClosed).ShouldBe((4, true));
    }

    [Fact]
    public async Task An_open_circuit_that_a_handler_has_inside_is_a_fault_like_any_other()
    {
        await using var watched = await ObservedBus.StartAsync();
        var tries = 0;
        watched.Bus.Subscribe<TestEvent>("caller", (_, _) =>
        {
            tries++;
            throw new BrokenCircuitException("the gateway's is open");
        }, Delivery.Queued(4).Retry(2, TimeSpan.Zero, TimeSpan.Zero).CircuitBreaker(1, 10));

        watched.Bus.Publish(new TestEvent());
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        tries.ShouldBe(3);
        watched.DeadLetters.All.ShouldHaveSingleItem().Reason.ShouldBe("the gateway's is open");
        watched.Reports<HandlerFaulted>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_subscription_disposed_while_its_circuit_is_open_leaves_nothing_in_flight()
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("breaker", Call, DeliveryOf("queued"));
        await OpenAsync(watched, subscription);
        watched.Bus.Publish(new TestEvent(3));
        await WaitUntilNoneIsTakenAsync(subscription, 1);

        subscription.Dispose();
        await watched.Host.WaitForIdleAsync();

        (subscription.RejectedCount, subscription.QueueLength).ShouldBe((1, 0));
    }

    private async Task OpenAsync(ObservedBus watched, Subscription subscription)
    {
        foreach (var number in new[] { 1, 2 })
        {
            watched.Bus.Publish(new TestEvent(number));
            await watched.Host.WaitForIdleAsync();
        }

        subscription.IsCircuitClosed.ShouldBeFalse();
        watched.Reports<CircuitOpened>().ShouldBe([new("breaker", "tests.rang", Pause, "no luck")]);
        watched.Counters["plaza.handlers.circuits_opened breaker"].ShouldBe(1);
        watched.Log.Lines.ShouldContain(line => line.Contains("Circuit breaker of handler breaker of tests.rang opened for 15 s: no luck"));
    }

    private static Task WaitUntilNoneIsTakenAsync(Subscription subscription, int waiting) =>
        Support.Eventually.TrueAsync(() => subscription.QueueLength == waiting, "all wait");

    private ValueTask Call(TestEvent rang, CancellationToken ct)
    {
        lock (_called)
            _called.Add(rang.Number);

        return _isBroken ? ValueTask.FromException(new InvalidOperationException("no luck")) : ValueTask.CompletedTask;
    }

    private static Delivery<TestEvent> DeliveryOf(string mode)
    {
        var delivery = (mode switch
        {
            "inline" => Delivery.Inline,
            "concurrent" => Delivery.Concurrent(3),
            _ => Delivery.Queued(8),
        }).CircuitBreaker(0.5, 2, TimeSpan.FromSeconds(30), Pause);
        return mode is "keyed" ? delivery.PartitionedBy((TestEvent rang) => rang.Number) : delivery;
    }
}
