using Plaza.Spaces;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

/// <summary>Every delivery mode with every kind of fault, published synchronously and asynchronously.</summary>
public sealed class IsolationTests
{
    public enum Mode
    {
        Inline,
        Concurrent,
        QueuedAndWaiting,
        QueuedAndDropping,
        QueuedAndRefusing,
        Keyed,
        Reordered,
    }

    public static TheoryData<Mode, FaultKind, bool> All()
    {
        var all = new TheoryData<Mode, FaultKind, bool>();
        foreach (var mode in Enum.GetValues<Mode>())
        {
            foreach (var kind in Enum.GetValues<FaultKind>())
            {
                // A handler that blocks the publisher's own thread cannot be abandoned: see StuckHandlerTests.
                if (mode is Mode.Inline && kind is FaultKind.BlocksItsThread or FaultKind.BlocksPastItsTimeout)
                    continue;

                all.Add(mode, kind, true);
                all.Add(mode, kind, false);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_fault_in_one_handler_affects_no_other_and_is_reported(Mode mode, FaultKind kind, bool waiting)
    {
        using var faulty = new FaultyHandler(kind);
        var (before, after, queue) = (new List<int>(), new List<int>(), new List<int>());
        await using var watched = await ObservedBus.StartAsync(options => options.HandlerTimeout = FaultyHandler.Limit, ears =>
        {
            ears.On<TestEvent>(rang => before.Add(rang.Number));
            var delivery = faulty.Refine(DeliveryOf(mode, faulty.HasATimeout ? plain => plain.Timeout(FaultyHandler.Limit) : plain => plain));
            if (faulty.IsSynchronous)
                ears.On<TestEvent>(faulty.Handle, delivery);
            else
                ears.On<TestEvent>(faulty.HandleAsync, delivery);

            ears.On<TestEvent>(rang => after.Add(rang.Number));
            ears.On<TestEvent>(rang => queue.Add(rang.Number), Delivery.Queued(8));
        });
        var subscription = faulty.Subscription = watched.Bus.Subscriptions.Single(one => one.Name.StartsWith("ears.Handle", StringComparison.Ordinal));

        // Two events, of which the first fails.
        var first = await PublishAsync(watched, faulty, waiting);
        if (kind is FaultKind.LeavesAndThrows)
            await watched.Host.WaitForIdleAsync();

        await watched.Bus.PublishAsync(new TestEvent(2));
        if (faulty.EndsByTime)
        {
            await faulty.Inside;
            await Eventually.TrueAsync(() => queue.Count is 2, "the sound queue has heard both");
            await watched.TurnUntilAsync(() => subscription.FaultedCount > 0);
        }

        await watched.Host.WaitForIdleAsync();

        // Then: the other handlers got both events, and the first result counts each handler once.
        before.ShouldBe([1, 2]);
        after.ShouldBe([1, 2]);
        queue.ShouldBe([1, 2]);
        var faultsNow = (mode is Mode.Inline && faulty.EndsAtOnce) || (waiting && mode is (Mode.Inline or Mode.Concurrent));
        first.ShouldBe(faultsNow ? new(2, 1, 1) : new PublishResult(2, 2));

        // The fault is published, counted and logged, once.
        watched.Reports<HandlerFaulted>().ShouldBe(
            [new(subscription.Name, "tests.rang", 0, faulty.Reason) { Space = "ears", Attempt = 1, ExceptionType = faulty.Fault }]);
        watched.Counters[$"plaza.handlers.faulted {subscription.Name}"].ShouldBe(1);
        watched.Log.Lines.Count(line => line.Contains($"Handler {subscription.Name} of tests.rang")).ShouldBe(1);

        // The handler gets the next event, unless it was disposed or its key is blocked.
        var goesOn = kind is not FaultKind.LeavesAndThrows && mode is not Mode.Keyed;
        faulty.Handled.ShouldBe(goesOn ? [2] : []);
        (subscription.HandledCount, subscription.FaultedCount, subscription.QueueLength).ShouldBe((goesOn ? 1 : 0, 1, 0));
        subscription.RejectedCount.ShouldBe(0);
    }

    private static async Task<PublishResult> PublishAsync(ObservedBus watched, FaultyHandler faulty, bool waiting)
    {
        if (!waiting)
            return watched.Bus.Publish(new TestEvent(1));

        var publishing = watched.Bus.PublishAsync(new TestEvent(1)).AsTask();
        if (faulty.EndsByTime)
        {
            await faulty.Inside;
            await watched.TurnUntilAsync(publishing);
        }

        return await publishing;
    }

    private static Delivery<TestEvent> DeliveryOf(Mode mode, Func<Delivery, Delivery> refined) => mode switch
    {
        Mode.Concurrent => refined(Delivery.Concurrent(2)),
        Mode.QueuedAndWaiting => refined(Delivery.Queued(8)),
        Mode.QueuedAndDropping => refined(Delivery.Queued(8, QueueFullMode.DropOldest)),
        Mode.QueuedAndRefusing => refined(Delivery.Queued(8, QueueFullMode.Reject)),
        Mode.Keyed => refined(Delivery.Queued(8)).PartitionedBy((TestEvent _) => "one"),
        Mode.Reordered => refined(Delivery.Queued(8)).Resequenced((TestEvent rang) => rang.Number, 4, TimeSpan.FromMinutes(30)),
        _ => refined(Delivery.Inline),
    };
}
