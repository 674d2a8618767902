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
    public async Task Parked_events_of_one_key_are_replayed_in_their_order()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var subscription = Subscribe(host.Bus);
        foreach (var number in new[] { 1, 2, 3 })
            await host.HappensAsync(new Rang(number));

        _fails = false;
        Replay(host);
        await host.QuietAsync();

        _handled.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_later_event_of_the_key_that_waits_does_not_overtake_those_replayed()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var subscription = Subscribe(host.Bus);
        await host.HappensAsync(new Rang(1));
        await host.HappensAsync(new Rang(2));
        subscription.Pause();
        host.Bus.Publish(new Rang(3));
        host.Bus.Publish(new Rang(4));

        _fails = false;
        Replay(host);
        subscription.Resume();
        await host.QuietAsync();

        _handled.ShouldBe([1, 2, 3, 4]);
    }

    private static void Replay(SpaceTestHost host)
    {
        var parked = host.Services.GetRequiredService<ParkedEvents>();
        parked.Replay(parked.All[0].Number).ShouldBeTrue();
    }

    private Subscription Subscribe(IEventBus bus) => bus.Subscribe<Rang>("printer", Handle, Delivery.Queued(10).KeyedBy((Rang _) => "one"));

    private void Handle(Rang rang)
    {
        if (_fails)
            throw new InvalidOperationException("out of paper");

        _handled.Add(rang.Number);
    }
}
