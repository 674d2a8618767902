using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces;
using Plaza.Spaces.Events;

namespace Plaza.Tests.Spaces;

public sealed class StormTests
{
    private static readonly Action<SpacesOptions> Limits = options => (options.MaxCascadeDepth, options.MaxCascadeSize) = (10, 100);

    private int _told;

    public static TheoryData<string, string> Ways() => new MatrixTheoryData<string, string>(
        ["sync", "async", "after an await", "another thread", "queued", "queued later", "concurrent", "retried"],
        ["sync", "async", "after an await", "queued", "concurrent"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_event_that_causes_itself_is_suppressed_and_the_cycle_named(string way, string back)
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        Echo<TestEvent>(watched, way, () => new FollowUpEvent());
        Echo<FollowUpEvent>(watched, back, () => new TestEvent());

        watched.Bus.Publish(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        // Ten events were delivered, each caused by the previous one; the eleventh was not.
        _told.ShouldBe(10);
        var storm = watched.Reports<EventStormDetected>().ShouldHaveSingleItem();
        (storm.Cycle, storm.Depth).ShouldBe(("tests.rang → tests.echoed → tests.rang", 11));
        watched.Counters["plaza.events.storms tests.rang"].ShouldBe(1);
        watched.Log.Lines.Count(line => line.Contains("tests.rang → tests.echoed → tests.rang")).ShouldBe(1);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("after an await")]
    [InlineData("another thread")]
    [InlineData("queued")]
    [InlineData("concurrent")]
    public async Task An_event_that_directly_causes_itself_is_suppressed(string way)
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        Echo<TestEvent>(watched, way, () => new TestEvent());

        watched.Bus.Publish(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        _told.ShouldBe(10);
        watched.Reports<EventStormDetected>().ShouldHaveSingleItem().Cycle.ShouldBe("tests.rang → tests.rang");
    }

    [Fact]
    public async Task A_publisher_of_one_type_is_guarded_too()
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        var publisher = watched.Host.Services.GetRequiredService<IEventPublisher<TestEvent>>();
        var cut = 0;
        watched.Bus.Subscribe<TestEvent>("echo", _ =>
        {
            _told++;
            if (publisher.Publish(new()).IsSuppressed)
                cut++;
        });

        publisher.Publish(new());

        (_told, cut).ShouldBe((10, 1));
    }

    [Fact]
    public async Task A_context_passed_explicitly_is_the_cause()
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        var contexts = new Queue<EventContext>();
        watched.Bus.Subscribe<TestEvent>("keeper", (_, context, _) =>
        {
            contexts.Enqueue(context);
            return ValueTask.CompletedTask;
        });

        // Published outside of handlers, so that only the context determines the cause.
        watched.Bus.Publish(new TestEvent());
        while (contexts.TryDequeue(out var context))
        {
            _told++;
            watched.Bus.Publish(new TestEvent(), context);
        }

        _told.ShouldBe(10);
        watched.Reports<EventStormDetected>().ShouldHaveSingleItem().Cycle.ShouldBe("tests.rang → tests.rang");
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("after an await")]
    [InlineData("queued")]
    [InlineData("concurrent")]
    public async Task A_cascade_that_grows_wide_is_cut_though_no_branch_is_deep(string way)
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        Echo<FollowUpEvent>(watched, way, null);
        var width = 0;
        Do<TestEvent>(watched, way, () =>
        {
            for (var number = 0; number < 150; number++)
                width += watched.Bus.Publish(new FollowUpEvent()).IsSuppressed ? 0 : 1;
        });

        watched.Bus.Publish(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        // The first one counts as well.
        (width, _told).ShouldBe((99, 99));
        watched.Reports<EventStormDetected>().ShouldHaveSingleItem().Size.ShouldBe(101);
    }

    [Fact]
    public async Task A_cascade_that_grows_by_branching_through_queues_is_cut()
    {
        await using var watched = await ObservedBus.StartAsync(options => (options.MaxCascadeDepth, options.MaxCascadeSize) = (30, 1_000));
        watched.Bus.Subscribe<TestEvent>("twice", _ =>
        {
            Interlocked.Increment(ref _told);
            watched.Bus.Publish(new TestEvent());
            watched.Bus.Publish(new TestEvent());
        }, Delivery.Queued(100_000));

        watched.Bus.Publish(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        _told.ShouldBe(1_000);
        watched.Reports<EventStormDetected>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_handler_that_causes_a_storm_at_the_report_of_a_storm_starts_no_endless_one()
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        Echo<TestEvent>(watched, "queued", () => new TestEvent());
        Do<EventStormDetected>(watched, "after an await", () => watched.Bus.Publish(new TestEvent()));

        watched.Bus.Publish(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        watched.Reports<EventStormDetected>().ShouldHaveSingleItem();
        _told.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task A_report_that_its_handler_publishes_again_is_suppressed()
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        var cut = false;
        watched.Bus.Subscribe<CircuitClosed>("again", said =>
        {
            _told++;
            if (watched.Bus.Publish(said).IsSuppressed)
                cut = true;
        });

        watched.Bus.Publish(new CircuitClosed("who", "what"));

        // Reports may exceed the limit by some levels, so that faults just below it are still reported.
        _told.ShouldBe(18);
        cut.ShouldBeTrue();
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("after an await")]
    [InlineData("queued")]
    [InlineData("concurrent")]
    public async Task A_handler_that_publishes_the_failed_event_at_its_fault_is_suppressed(string way)
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        Do<TestEvent>(watched, way, () =>
        {
            Interlocked.Increment(ref _told);
            throw new InvalidOperationException("again");
        });
        watched.Bus.Subscribe<HandlerFaulted>("again", _ => watched.Bus.Publish(new TestEvent()));

        watched.Bus.Publish(new TestEvent());
        await watched.Host.WaitForIdleAsync();

        _told.ShouldBe(5);
        watched.Reports<EventStormDetected>().ShouldHaveSingleItem().Cycle.ShouldBe("tests.rang → spaces.handler_faulted → tests.rang");
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    [InlineData("after an await")]
    [InlineData("queued")]
    public async Task Unrelated_events_are_never_suppressed(string way)
    {
        await using var watched = await ObservedBus.StartAsync(Limits);
        Echo<TestEvent>(watched, way, () => new FollowUpEvent());
        Echo<FollowUpEvent>(watched, "sync", null);

        for (var number = 0; number < 10_000; number++)
            (await watched.Bus.PublishAsync(new TestEvent())).IsSuppressed.ShouldBeFalse();

        await watched.Host.WaitForIdleAsync();
        _told.ShouldBe(20_000);
        watched.Reports<EventStormDetected>().ShouldBeEmpty();
    }

    private void Echo<TEvent>(ObservedBus watched, string way, Func<IEvent>? response)
        where TEvent : IEvent => Do<TEvent>(watched, way, () =>
        {
            Interlocked.Increment(ref _told);
            if (response is not null)
                watched.Bus.Publish(response());
        });

    private static void Do<TEvent>(ObservedBus watched, string way, Action act)
        where TEvent : IEvent => _ = way switch
        {
            "sync" => watched.Bus.Subscribe<TEvent>(way, _ => act()),
            "async" => watched.Bus.Subscribe<TEvent>(way, (_, _) =>
            {
                act();
                return ValueTask.CompletedTask;
            }),
            "after an await" => watched.Bus.Subscribe<TEvent>(way, async (_, _) =>
            {
                await Task.Yield();
                act();
            }),
            "another thread" => watched.Bus.Subscribe<TEvent>(way, async (_, ct) => await Task.Run(act, ct)),
            "retried" => watched.Bus.Subscribe<TEvent>(way, async (_, _) =>
            {
                await Task.Yield();
                act();
            }, Delivery.Inline.Retry(2)),
            "queued later" => watched.Bus.Subscribe<TEvent>(way, async (_, _) =>
            {
                await Task.Yield();
                act();
            }, Delivery.Queued(1_000)),
            "concurrent" => watched.Bus.Subscribe<TEvent>(way, _ => act(), Delivery.Concurrent(4)),
            _ => watched.Bus.Subscribe<TEvent>(way, _ => act(), Delivery.Queued(1_000)),
        };
}
