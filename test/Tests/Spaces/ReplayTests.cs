using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

public sealed class ReplayTests
{
    private readonly List<int> _handled = [];
    private bool _fails = true;

    [Fact]
    public async Task Dead_letters_of_one_key_are_replayed_in_their_order()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var subscription = Subscribe(host.Bus);
        foreach (var number in new[] { 1, 2, 3 })
            await host.PublishAsync(new TestEvent(number));

        _fails = false;
        Replay(host);
        await host.WaitForIdleAsync();

        _handled.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_later_event_of_the_key_that_waits_does_not_overtake_those_replayed()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var subscription = Subscribe(host.Bus);
        await host.PublishAsync(new TestEvent(1));
        await host.PublishAsync(new TestEvent(2));
        subscription.Pause();
        host.Bus.Publish(new TestEvent(3));
        host.Bus.Publish(new TestEvent(4));

        _fails = false;
        Replay(host);
        subscription.Resume();
        await host.WaitForIdleAsync();

        _handled.ShouldBe([1, 2, 3, 4]);
    }

    private static void Replay(SpaceTestHost host)
    {
        var deadLetter = host.Services.GetRequiredService<DeadLetterQueue>();
        deadLetter.Replay(deadLetter.All[0].Id).ShouldBeTrue();
    }

    private Subscription Subscribe(IEventBus bus) => bus.Subscribe<TestEvent>("printer", Handle, Delivery.Queued(10).PartitionedBy((TestEvent _) => "one"));

    private void Handle(TestEvent rang)
    {
        if (_fails)
            throw new InvalidOperationException("out of paper");

        _handled.Add(rang.Number);
    }
}
