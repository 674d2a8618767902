using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class UnhandledTests
{
    private readonly List<UnhandledEvent> _missed = [];

    [Fact]
    public async Task Nobody_listening_is_said_once_and_counted_each_time()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var counters = new MeterReader(host.Services);
        host.Bus.Subscribe<UnhandledEvent>("watch", _missed.Add);

        host.Bus.Publish(new TestEvent()).IsUnhandled.ShouldBeTrue();
        (await host.Bus.PublishAsync(new TestEvent())).IsUnhandled.ShouldBeTrue();

        _missed.ShouldBe([new("tests.rang")]);
        counters["plaza.events.unhandled tests.rang"].ShouldBe(2);
        counters["plaza.events.published tests.rang"].ShouldBe(2);
    }

    [Fact]
    public async Task A_durable_listener_counts_as_somebody()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("ears", space => space.OnDurable<TestEvent>((_, _) => { })));
        using var counters = new MeterReader(host.Services);
        host.Bus.Subscribe<UnhandledEvent>("watch", _missed.Add);

        host.Bus.Publish(new TestEvent());

        _missed.ShouldBeEmpty();
        counters["plaza.events.unhandled tests.rang"].ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_listening_to_that_nobody_listens_is_not_said()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var counters = new MeterReader(host.Services);

        host.Bus.Publish(new TestEvent());

        counters["plaza.events.unhandled spaces.unhandled_event"].ShouldBe(0);
    }
}
