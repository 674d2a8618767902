using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class UndisposedSubscriptionTests
{
    private readonly RecordingLoggerProvider _log = new();

    private IEnumerable<string> Report => _log.Lines.Where(line => line.Contains("was not disposed", StringComparison.Ordinal));

    [Fact]
    public async Task An_undisposed_subscription_is_logged_once_at_the_end_with_its_line_of_code()
    {
        var host = await StartAsync();
        var subscription = host.Bus.Subscribe<TestEvent>("stays", _ => { });
        host.Bus.Subscribe<TestEvent>("leaves", _ => { }).Dispose();
        host.Bus.SubscribeWeak<UndisposedSubscriptionTests, TestEvent>("weak", this, static (_, _) => { });

        Report.ShouldBeEmpty();
        await host.DisposeAsync();

        subscription.Source.ShouldMatch(@"^UndisposedSubscriptionTests\.cs:\d+$");
        Report.ShouldHaveSingleItem().ShouldStartWith($"The subscription of stays to tests.rang in {subscription.Source} was not disposed, 1 times");
    }

    [Fact]
    public async Task Many_subscriptions_of_one_line_of_code_are_one_log_line()
    {
        var host = await StartAsync();
        for (var number = 0; number < 100; number++)
            host.Bus.Subscribe<TestEvent>("loop", _ => { }, Delivery.Queued(4));

        await host.DisposeAsync();

        Report.ShouldHaveSingleItem().ShouldContain(", 100 times");
    }

    [Fact]
    public async Task Subscriptions_of_spaces_are_not_logged()
    {
        var host = await StartAsync(services => services.AddSpace("ears", space => space.On<TestEvent>(_ => { }, Delivery.Queued(4))));

        host.Bus.Subscriptions.Count.ShouldBe(1);
        await host.DisposeAsync();

        Report.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subscription_disposed_with_the_services_is_not_logged()
    {
        var host = await StartAsync(services => services.AddSingleton<Guest>());
        host.Services.GetRequiredService<Guest>();

        host.Bus.Subscriptions.Count.ShouldBe(1);
        await host.DisposeAsync();

        Report.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_can_list_old_subscriptions_at_any_time()
    {
        var clock = new VirtualTimeProvider();
        await using var host = await StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var old = host.Bus.Subscribe<TestEvent>("old", _ => { });
        clock.Advance(TimeSpan.FromHours(2));
        host.Bus.Subscribe<TestEvent>("new", _ => { });

        var longAgo = host.Bus.Subscriptions.Where(one => clock.GetUtcNow() - one.SubscribedAt > TimeSpan.FromHours(1));

        longAgo.ShouldBe([old]);
    }

    private Task<SpaceTestHost> StartAsync(Action<IServiceCollection>? more = null) => SpaceTestHost.StartAsync(services =>
    {
        services.AddLogging(logging => logging.AddProvider(_log));
        more?.Invoke(services);
    });

    private sealed class Guest(IEventBus bus) : IDisposable
    {
        private readonly Subscription _subscription = bus.Subscribe<TestEvent>("guest", _ => { });

        public void Dispose() => _subscription.Dispose();
    }
}
