using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Tests.Spaces;

/// <summary>Handlers that hang, and publishers that wait, in combinations that have caused deadlocks.</summary>
public sealed class HandlerTimeoutTests
{
    private readonly List<int> _heard = [];

    /// <summary>By the timeout of the bus, and by one of the subscription.</summary>
    public static TheoryData<Delivery> Deliveries =>
    [
        Delivery.Queued(10),
        Delivery.Queued(10).Timeout(TimeSpan.FromSeconds(1)),
        Delivery.Concurrent(1).Timeout(TimeSpan.FromSeconds(1)),
        Delivery.Inline.Timeout(TimeSpan.FromSeconds(1)),
    ];

    [Theory]
    [MemberData(nameof(Deliveries))]
    public async Task A_handler_that_throws_when_it_is_cancelled_is_a_fault_like_others(Delivery delivery)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { }, new TestSchedule(1));
        var faults = new List<HandlerFaulted>();
        host.Bus.Subscribe<HandlerFaulted>("faults", faults.Add);
        host.Bus.Subscribe<TestEvent>("stubborn", async (rang, ct) =>
        {
            ct.Register(() => throw new InvalidOperationException("I will not stop."));
            if (rang.Number is 1)
                await new TaskCompletionSource().Task;

            _heard.Add(rang.Number);
        }, delivery);

        await host.PublishAsync(new TestEvent(1));
        await host.PublishAsync(new TestEvent(2));

        _heard.ShouldBe([2]);
        faults.ShouldHaveSingleItem().ExceptionType.ShouldBe(nameof(TimeoutException));
    }

    [Fact]
    public async Task A_publisher_on_the_only_thread_of_a_window_may_wait_for_room()
    {
        // Given a full queue and a publisher whose synchronization context runs nothing while its thread is blocked
        var time = new VirtualTimeProvider();
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpaces(options => options.HandlerTimeout = TimeSpan.FromSeconds(20))
            .AddSingleton<TimeProvider>(time));
        using var inside = new SemaphoreSlim(0);
        using var leave = new SemaphoreSlim(0);
        host.Bus.Subscribe<TestEvent>("slow", async (rang, ct) =>
        {
            inside.Release();
            await leave.WaitAsync(ct);
            _heard.Add(rang.Number);
        }, Delivery.Queued(1).Timeout(TimeSpan.FromHours(1)));
        host.Bus.Publish(new TestEvent(1));
        await inside.WaitAsync(TestContext.Current.CancellationToken);
        host.Bus.Publish(new TestEvent(2));
        time.Advance(TimeSpan.FromSeconds(1));
        var waits = time.WaitForTimerAsync(TimeSpan.FromHours(1));
        var publishing = Task.Run(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new HeldWindow());
            return host.Bus.Publish(new TestEvent(3));
        }, TestContext.Current.CancellationToken);

        // When it waits, and the queue has space again
        await waits;
        leave.Release(3);

        // Then it continues
        (await publishing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Queued.ShouldBe(1);
        await host.WaitForIdleAsync();
        _heard.ShouldBe([1, 2, 3]);
    }

    private sealed class HeldWindow : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            // Never reached, since the thread is blocked.
        }
    }
}
