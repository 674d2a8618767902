using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

/// <summary>The inspection of the bus.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task A_graph_lists_publishers_subscribers_and_their_modes()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("towers", space => space.Publishes<TestEvent>().On<TestEvent>(_ => { }, Delivery.Queued(8)))
            .AddSpace("ears", space => space.On<TestEvent>(_ => { }).On<TestEvent>(_ => { }).OnDurable<TestEvent>((_, _) => { }))
            .AddSpace("doctors", space => space.On<HandlerFaulted>(_ => { })));
        using var passer = host.Bus.Subscribe<TestEvent>("passer-by", _ => { });

        var graph = Flow(host).Graph;

        graph.Events.Select(node => (node.Name, string.Join(", ", node.PublishedBy), string.Join(", ", node.SubscribedBy.Select(subscriber => $"{subscriber.Space} {subscriber.Mode}"))))
            .ShouldBe([("spaces.handler_faulted", "bus", "doctors Inline"), (Name, "towers", "ears Inline, ears Durable, outside Inline, towers Queued")]);
        graph.Publishers.ShouldBe(["bus", "towers"]);
        graph.Subscribers.ShouldBe(["doctors", "ears", "outside", "towers"]);
        Flow(host).DurableSubscriptions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => one.Subscription.ShouldBe("ears"),
            one => one.EventNames.ShouldBe([Name]));
    }

    [Fact]
    public async Task The_flowchart_for_Mermaid_has_an_edge_style_for_each_mode()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("towers", space => space.Publishes<TestEvent>())
            .AddSpace("ears", space => space.On<TestEvent>(_ => { }).OnDurable<TestEvent>((_, _) => { }))
            .AddSpace("back \"yard\"", space => space.On<TestEvent>(_ => { }, Delivery.Concurrent(2))));

        EventGraph.Of(host.Services.GetRequiredService<SpaceCatalog>()).ToMermaid().ShouldBe(
            $"""
            flowchart LR
              %% --> live, ==> queued or concurrent, -.-> durable
              publisher.towers(["towers"])
              event.{Name}["{Name}"]
              subscriber.back/20//22/yard/22/(["back #quot;yard#quot;"])
              subscriber.ears(["ears"])
              publisher.towers --> event.{Name}
              event.{Name} ==> subscriber.back/20//22/yard/22/
              event.{Name} --> subscriber.ears
              event.{Name} -.-> subscriber.ears

            """);
    }

    [Fact]
    public async Task A_subscription_is_shown_with_its_counters()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("ears", space => space.On<TestEvent>(DeafOnSundays, Delivery.Inline.CircuitBreaker())));
        foreach (var number in (int[])[1, 7, 2])
            host.Bus.Publish(new TestEvent(number));

        var listener = Flow(host).Subscriptions.ShouldHaveSingleItem();
        var deadLetter = Flow(host).DeadLetters.ShouldHaveSingleItem();

        (listener.Handler, listener.Space, listener.EventName).ShouldBe(("ears.DeafOnSundays", "ears", Name));
        (listener.HandledCount, listener.FaultedCount, listener.DeadLetterCount, listener.IsCircuitClosed, listener.IsPaused).ShouldBe((2, 1, 1, true, false));
        (deadLetter.Handler, deadLetter.EventName, deadLetter.Reason).ShouldBe(("ears.DeafOnSundays", Name, "deaf on Sundays"));

        host.Services.GetRequiredService<DeadLetterQueue>().Discard(deadLetter.Id).ShouldBeTrue();
        Flow(host).Subscriptions[0].DeadLetterCount.ShouldBe(0);
        Flow(host).DeadLetters.ShouldBeEmpty();
    }

    private static string Name => EventType.Of<TestEvent>().Name;

    private static BusInspector Flow(SpaceTestHost host) => host.Services.GetRequiredService<BusInspector>();

    private static void DeafOnSundays(TestEvent rang)
    {
        if (rang.Number is 7)
            throw new InvalidOperationException("deaf on Sundays");
    }
}
