using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

/// <summary>Handlers with bounded deliveries that publish to each other: none waits for something that only its own end could bring about.</summary>
public sealed class WaitCycleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private int _published;

    public static TheoryData<string, string, string> Cycles() => new MatrixTheoryData<string, string, string>(
        ["concurrent", "small concurrent", "queued", "keyed"],
        ["concurrent", "small concurrent", "queued", "keyed"],
        ["async", "sync", "inline", "task", "blocking task"]);

    [Theory]
    [MemberData(nameof(Cycles))]
    public async Task Handlers_that_publish_to_each_other_do_not_deadlock(string first, string second, string way)
    {
        await using var observed = await ObservedBus.StartAsync();
        var a = Lead<TestEvent>(observed, first, way, one => one.Number, number => new FollowUpEvent(number));
        var b = Lead<FollowUpEvent>(observed, second, way, one => one.Number, number => new TestEvent(number));

        // Two root events, so that no event is caused by the one that it waits for.
        Publish(observed, new TestEvent(4));
        Publish(observed, new FollowUpEvent(4));
        await observed.Host.WaitForIdleAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);

        observed.Reports<HandlerFaulted>().ShouldBeEmpty();
        (a.HandledCount + a.RejectedCount + b.HandledCount + b.RejectedCount).ShouldBe(_published);
        observed.Reports<EventRejected>().Count.ShouldBe((int)(a.RejectedCount + b.RejectedCount));
    }

    [Theory]
    [InlineData("concurrent")]
    [InlineData("small concurrent")]
    [InlineData("queued")]
    public async Task A_handler_that_publishes_its_own_event_does_not_stand_still(string delivery)
    {
        await using var observed = await ObservedBus.StartAsync();
        var own = Lead<TestEvent>(observed, delivery, "async", one => one.Number, number => new TestEvent(number));

        Publish(observed, new TestEvent(4));
        await observed.Host.WaitForIdleAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);

        observed.Reports<HandlerFaulted>().ShouldBeEmpty();
        (own.HandledCount + own.RejectedCount).ShouldBe(_published);
    }

    [Fact]
    public async Task An_event_that_a_concurrent_handler_publishes_back_is_queued_and_not_awaited()
    {
        await using var observed = await ObservedBus.StartAsync();
        var results = new List<PublishResult>();
        observed.Bus.Subscribe<TestEvent>("there", async (one, ct) =>
        {
            if (one.Number is 1)
                await observed.Bus.PublishAsync(new FollowUpEvent(), cancellationToken: ct);
        }, Delivery.Concurrent(1));
        observed.Bus.Subscribe<FollowUpEvent>(
            "back", async (_, ct) => results.Add(await observed.Bus.PublishAsync(new TestEvent(2), cancellationToken: ct)), Delivery.Concurrent(1));

        var result = await observed.Bus.PublishAsync(new TestEvent(1)).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);
        await observed.Host.WaitForIdleAsync();

        result.ShouldBe(new(Delivered: 1));
        results.ShouldBe([new(Delivered: 0, Queued: 1)]);
    }

    [Fact]
    public async Task A_publisher_in_a_handler_still_waits_where_another_handler_can_make_room()
    {
        await using var observed = await ObservedBus.StartAsync();
        var results = new List<PublishResult>();
        observed.Bus.Subscribe<TestEvent>(
            "there", async (_, ct) => results.Add(await observed.Bus.PublishAsync(new FollowUpEvent(), cancellationToken: ct)), Delivery.Concurrent(1));
        var back = observed.Bus.Subscribe<FollowUpEvent>("back", async (_, _) => await Task.Yield(), Delivery.Concurrent(1));

        await observed.Bus.PublishAsync(new TestEvent());

        results.ShouldBe([new(Delivered: 1)]);
        back.HandledCount.ShouldBe(1);
    }

    private Subscription Lead<TEvent>(ObservedBus observed, string delivery, string way, Func<TEvent, int> numberOf, Func<int, IEvent> next)
        where TEvent : IEvent
    {
        var name = typeof(TEvent).Name;
        var how = DeliveryOf(delivery, numberOf);
        if (way is "sync" or "blocking task")
        {
            return observed.Bus.Subscribe(name, (TEvent one) =>
            {
                for (var time = 0; time < 2 && numberOf(one) > 0; time++)
                {
                    Interlocked.Increment(ref _published);
                    if (way is "sync")
                        observed.Bus.Publish(next(numberOf(one) - 1));
                    else
                        Task.Run(async () => await observed.Bus.PublishAsync(next(numberOf(one) - 1))).GetAwaiter().GetResult();
                }
            }, how);
        }

        if (way is "inline")
            observed.Bus.Subscribe<Between<TEvent>>("between", async (caused, ct) => await observed.Bus.PublishAsync(next(caused.Number), cancellationToken: ct));

        return observed.Bus.Subscribe(name, async (TEvent one, CancellationToken ct) =>
        {
            for (var time = 0; time < 2 && numberOf(one) > 0; time++)
            {
                Interlocked.Increment(ref _published);
                if (way is "inline")
                    await observed.Bus.PublishAsync(new Between<TEvent>(numberOf(one) - 1), cancellationToken: ct);
                else if (way is "task")
                    await Task.Run(async () => await observed.Bus.PublishAsync(next(numberOf(one) - 1), cancellationToken: ct), ct);
                else
                    await observed.Bus.PublishAsync(next(numberOf(one) - 1), cancellationToken: ct);
            }
        }, how);
    }

    private static Delivery<TEvent> DeliveryOf<TEvent>(string kind, Func<TEvent, int> numberOf)
        where TEvent : IEvent => kind switch
        {
            "concurrent" => Delivery.Concurrent(1),
            "small concurrent" => Delivery.Concurrent(1, capacity: 1),
            "keyed" => Delivery.Queued(1).PartitionedBy((TEvent one) => numberOf(one) % 2, maxConcurrency: 2),
            _ => Delivery.Queued(1),
        };

    private void Publish(ObservedBus observed, IEvent one)
    {
        Interlocked.Increment(ref _published);
        observed.Bus.Publish(one);
    }

    [EventName("tests.between")]
    private sealed record Between<TEvent>(int Number) : IEvent;
}
