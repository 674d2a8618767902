using System.Threading.Channels;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

public sealed class ConcurrencyTests
{
    private readonly Channel<int> _entered = Channel.CreateUnbounded<int>();
    private readonly SemaphoreSlim _leave = new(0);
    private int _inside;
    private int _most;

    [Fact]
    public async Task A_concurrent_handler_takes_as_many_events_at_a_time_as_it_may_and_no_more()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        host.Bus.Subscribe<TestEvent>("crowd", EnterAsync, Delivery.Concurrent(3));

        foreach (var number in Enumerable.Range(1, 10))
            host.Bus.Publish(new TestEvent(number)).Queued.ShouldBe(1);

        // Three handlers run at the same time.
        for (var at = 0; at < 3; at++)
            await _entered.Reader.ReadAsync(TestContext.Current.CancellationToken);

        _leave.Release(10);
        await host.WaitForIdleAsync();
        _most.ShouldBe(3);
        _entered.Reader.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Publishing_with_waiting_ends_when_the_concurrent_handlers_have_ended()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        host.Bus.Subscribe<TestEvent>("one", EnterAsync, Delivery.Concurrent(1));
        host.Bus.Subscribe<TestEvent>("other", EnterAsync, Delivery.Concurrent(1));

        var publishing = host.Bus.PublishAsync(new TestEvent()).AsTask();
        await _entered.Reader.ReadAsync(TestContext.Current.CancellationToken);
        await _entered.Reader.ReadAsync(TestContext.Current.CancellationToken);
        publishing.IsCompleted.ShouldBeFalse();
        _leave.Release(2);

        (await publishing).ShouldBe(new PublishResult(Delivered: 2, Queued: 0, Faulted: 0));
    }

    [Fact]
    public async Task A_concurrent_handler_that_burns_the_processor_does_not_hold_up_the_publisher()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var gate = new ManualResetEventSlim();
        host.Bus.Subscribe<TestEvent>("burner", (_, _, ct) =>
        {
            gate.Wait(ct);
            return ValueTask.CompletedTask;
        }, Delivery.Concurrent(1));

        host.Bus.Publish(new TestEvent()).Queued.ShouldBe(1);

        gate.Set();
        await host.WaitForIdleAsync();
    }

    [Fact]
    public void Only_a_space_subscribes_durably() =>
        Should.Throw<ArgumentException>(async () =>
        {
            await using var host = await SpaceTestHost.StartAsync(_ => { });
            host.Bus.Subscribe<TestEvent>("late", (_, _, _) => ValueTask.CompletedTask, Delivery.Durable("late"));
        });

    private async ValueTask EnterAsync(TestEvent rang, EventContext context, CancellationToken ct)
    {
        var inside = Interlocked.Increment(ref _inside);
        InterlockedMax(inside);
        _entered.Writer.TryWrite(rang.Number);
        await _leave.WaitAsync(ct);
        Interlocked.Decrement(ref _inside);
    }

    private void InterlockedMax(int inside)
    {
        for (var seen = Volatile.Read(ref _most); inside > seen; seen = Volatile.Read(ref _most))
            Interlocked.CompareExchange(ref _most, inside, seen);
    }
}
