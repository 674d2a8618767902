using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

/// <summary>A long-running stream of events through a queue does not allocate.</summary>
public sealed class QueueAllocationTests
{
    [Fact]
    public async Task A_queue_that_flows_makes_nothing_new()
    {
        // Given a queue that has held this many once
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var received = host.Bus.Subscribe<TestEvent>("ears", _ => { }, Delivery.Queued(10));
        received.Pause();
        var rang = new TestEvent();
        Publish(host.Bus, rang, 10);
        received.Resume();
        await host.WaitForIdleAsync();

        // When others follow on a thread that has published before
        received.Pause();
        Publish(host.Bus, rang, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Publish(host.Bus, rang, 9);

        // Then nothing was allocated for them
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        received.QueueLength.ShouldBe(10);
    }

    private static void Publish(IEventBus bus, TestEvent rang, int times)
    {
        for (var time = 0; time < times; time++)
            bus.Publish(rang);
    }
}
