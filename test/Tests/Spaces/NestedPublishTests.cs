using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

/// <summary>The order in which handlers get events that are published inside handlers, as described in docs/spaces.md.</summary>
public sealed class NestedPublishTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_published_in_an_inline_handler_is_dispatched_before_later_handlers_get_the_outer_one(bool awaited)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var received = new List<int>();
        Follow(host.Bus, awaited, Delivery.Inline);
        host.Bus.Subscribe<TestEvent>("later", one => received.Add(one.Number));

        await host.Bus.PublishAsync(new TestEvent(1));

        received.ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_queue_for_either_handler_gives_the_order_of_publishing(bool firstQueued, bool laterQueued)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var received = new List<int>();
        Follow(host.Bus, awaited: false, firstQueued ? Delivery.Queued(10) : Delivery.Inline);
        host.Bus.Subscribe<TestEvent>("later", one => received.Add(one.Number), laterQueued ? Delivery.Queued(10) : Delivery.Inline);

        await host.Bus.PublishAsync(new TestEvent(1));
        await host.WaitForIdleAsync();

        received.ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_publisher_of_any_type_that_an_event_can_be_held_in_reaches_the_handlers_of_its_own_type(bool awaited)
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        var received = new List<string>();
        host.Bus.Subscribe<Arrived>("arrived", one => received.Add($"{one.Who} arrived"));
        host.Bus.Subscribe<Abandoned>("left", one => received.Add($"{one.Who} left"));

        await PublishAsync<IEvent>(new Arrived("Ada"));
        await PublishAsync<Moved>(new Arrived("Bob"));
        await PublishAsync<IMoved>(new Arrived("Cy"));
        await PublishAsync(new Arrived("Dee"));
        await PublishAsync<IEvent>(new Abandoned("Eve"));
        await PublishAsync<IMoved>(new Abandoned("Fay"));

        received.ShouldBe(["Ada arrived", "Bob arrived", "Cy arrived", "Dee arrived", "Eve left", "Fay left"]);

        async Task PublishAsync<TStatic>(TStatic one)
            where TStatic : IEvent
        {
            var publisher = host.Services.GetRequiredService<IEventPublisher<TStatic>>();
            (awaited ? await publisher.PublishAsync(one) : publisher.Publish(one)).Delivered.ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_event_without_a_name_is_rejected_by_a_publisher_of_any_type()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });

        Should.Throw<ArgumentException>(() => host.Services.GetRequiredService<IEventPublisher<IEvent>>().Publish(new Nameless()));
        Should.Throw<ArgumentException>(() => host.Services.GetRequiredService<IEventPublisher<Nameless>>().Publish(new Nameless()));
    }

    private static void Follow(IEventBus bus, bool awaited, Delivery delivery) => bus.Subscribe<TestEvent>("first", async (one, ct) =>
    {
        if (one.Number is not 1)
            return;

        if (awaited)
            await bus.PublishAsync(new TestEvent(2), cancellationToken: ct);
        else
            bus.Publish(new TestEvent(2));
    }, delivery);

    private interface IMoved : IEvent;

    private abstract record Moved(string Who) : IMoved;

    [EventName("tests.arrived")]
    private sealed record Arrived(string Who) : Moved(Who);

    [EventName("tests.left")]
    private readonly record struct Abandoned(string Who) : IMoved;
}
