using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

public sealed class RetryTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly List<(int Attempt, DateTimeOffset At)> _tries = [];

    public static TheoryData<string> Modes() => ["inline", "concurrent", "queued", "keyed"];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_failed_handler_is_retried_after_bounded_delays_and_finally_dead_lettered(string mode)
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("trier", Fail(watched), DeliveryOf(mode));

        watched.Bus.Publish(new TestEvent()).ShouldBe(new(0, 1));
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        // Four attempts; each report has its number and whether another attempt follows.
        _tries.Select(one => one.Attempt).ShouldBe([1, 2, 3, 4]);
        watched.Reports<HandlerFaulted>().Select(one => (one.Attempt, one.WillRetry)).ShouldBe([(1, true), (2, true), (3, true), (4, false)]);
        for (var one = 1; one < 4; one++)
            (_tries[one].At - _tries[one - 1].At).ShouldBeInRange(TimeSpan.Zero, MaxDelay + TimeSpan.FromSeconds(1));

        var deadLetter = watched.DeadLetters.All.ShouldHaveSingleItem();
        (deadLetter.Subscription, deadLetter.Reason, deadLetter.Event).ShouldBe((subscription, "no luck", new TestEvent()));
        watched.Reports<EventDeadLettered>().ShouldBe([new("trier", "tests.rang", deadLetter.Id, "no luck")]);
        (subscription.HandledCount, subscription.FaultedCount).ShouldBe((0, 1));
        watched.Counters["plaza.events.dead_lettered trier"].ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_event_that_succeeds_at_a_later_attempt_is_handled(string mode)
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("trier", Fail(watched, until: 3), DeliveryOf(mode));

        watched.Bus.Publish(new TestEvent());
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        _tries.Count.ShouldBe(3);
        watched.DeadLetters.All.ShouldBeEmpty();
        watched.Reports<HandlerFaulted>().ShouldAllBe(one => one.WillRetry);
        (subscription.HandledCount, subscription.FaultedCount).ShouldBe((1, 0));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_replayed_dead_letter_is_handled_and_counted(string mode)
    {
        await using var watched = await ObservedBus.StartAsync();
        var subscription = watched.Bus.Subscribe("trier", Fail(watched, until: 9), DeliveryOf(mode));
        watched.Bus.Publish(new TestEvent());
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        // The first replay fails as well and is dead-lettered again, the second one succeeds.
        watched.DeadLetters.Replay(watched.DeadLetters.All[0].Id).ShouldBeTrue();
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());
        watched.DeadLetters.Replay(watched.DeadLetters.All.ShouldHaveSingleItem().Id).ShouldBeTrue();
        await watched.TurnUntilAsync(watched.Host.WaitForIdleAsync());

        watched.DeadLetters.All.ShouldBeEmpty();
        (subscription.HandledCount, subscription.FaultedCount).ShouldBe((1, 2));
        watched.DeadLetters.Replay(1).ShouldBeFalse();
    }

    [Fact]
    public async Task A_filter_that_throws_was_one_try()
    {
        await using var watched = await ObservedBus.StartAsync();
        watched.Bus.Subscribe("trier", Fail(watched), Delivery.Inline.Retry(3).Where<TestEvent>(_ => throw new InvalidOperationException("no answer")));

        watched.Bus.Publish(new TestEvent()).Faulted.ShouldBe(1);

        watched.Reports<HandlerFaulted>().ShouldHaveSingleItem().Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Beyond_the_limit_of_dead_letters_the_oldest_are_discarded_and_reported()
    {
        await using var watched = await ObservedBus.StartAsync(options => options.MaxDeadLetters = 2);
        var subscription = watched.Bus.Subscribe<TestEvent>("thrower", (_, _) => throw new InvalidOperationException("no luck"), Delivery.Queued(8).PartitionedBy((TestEvent rang) => rang.Number));

        foreach (var number in Enumerable.Range(1, 3))
            watched.Bus.Publish(new TestEvent(number));

        await watched.Host.WaitForIdleAsync();
        watched.DeadLetters.All.Count.ShouldBe(2);
        watched.Reports<EventRejected>().ShouldHaveSingleItem().Reason.ShouldBe("evicted by newer dead letters");
        (subscription.FaultedCount, subscription.RejectedCount).ShouldBe((3, 0));
    }

    private Func<TestEvent, EventContext, CancellationToken, ValueTask> Fail(ObservedBus watched, int until = int.MaxValue) => (_, context, _) =>
    {
        lock (_tries)
            _tries.Add((context.Attempt, watched.Clock.GetUtcNow()));

        return _tries.Count < until ? ValueTask.FromException(new InvalidOperationException("no luck")) : ValueTask.CompletedTask;
    };

    private static Delivery<TestEvent> DeliveryOf(string mode) => mode switch
    {
        "concurrent" => Delivery.Concurrent(2).Retry(3, First, MaxDelay),
        "queued" => Delivery.Queued(8).Retry(3, First, MaxDelay),
        "keyed" => Delivery.Queued(8).Retry(3, First, MaxDelay).PartitionedBy((TestEvent rang) => rang.Number),
        _ => Delivery.Inline.Retry(3, First, MaxDelay),
    };
}
