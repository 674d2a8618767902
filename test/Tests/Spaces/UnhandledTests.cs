using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class UnhandledTests
{
    private readonly List<UnhandledEvent> _missed = [];

    [Fact]
    public async Task An_unhandled_event_is_reported_once_and_counted_each_time()
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
    public async Task A_durable_subscription_handles_an_event()
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
    public async Task An_unhandled_report_of_an_unhandled_event_is_not_reported()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });
        using var counters = new MeterReader(host.Services);

        host.Bus.Publish(new TestEvent());

        counters["plaza.events.unhandled spaces.unhandled_event"].ShouldBe(0);
    }
}
