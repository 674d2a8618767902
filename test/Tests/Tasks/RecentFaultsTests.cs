using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Tasks;
using Plaza.Spaces.Events;
using Plaza.Tests.Support;

namespace Plaza.Tests.Tasks;

/// <summary>The list of recent faults of the bus.</summary>
public sealed class RecentFaultsTests
{
    [Fact]
    public async Task Faults_circuits_and_storms_are_remembered_the_newest_first()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var bus = plaza.Services.GetRequiredService<IEventBus>();

        bus.Publish(new HandlerFaulted("ears.Hear", "tests.rang", 7, "too loud") { WillRetry = true });
        bus.Publish(new HandlerFaulted("ears.Hear", "tests.rang", 7, "too loud"));
        bus.Publish(new CircuitOpened("ears.Hear", "tests.rang", TimeSpan.FromSeconds(15), "too loud"));
        bus.Publish(new EventStormDetected("a → b → a", 33, 120));

        (await plaza.AskAsync(new GetRecentFaults())).Select(one => (one.Kind, one.Handler, one.EventName, one.Sequence, one.Reason)).ShouldBe(
        [
            (FaultKind.Storm, "", "a → b → a", 0, "Cascade limit reached at depth 33, after 120 events."),
            (FaultKind.Circuit, "ears.Hear", "tests.rang", 0, "Circuit open for 15 s. Last failure: too loud"),
            (FaultKind.Fault, "ears.Hear", "tests.rang", 7, "too loud"),
            (FaultKind.Retry, "ears.Hear", "tests.rang", 7, "too loud"),
        ]);
    }

    [Fact]
    public async Task The_fifty_newest_are_remembered_and_no_more()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var bus = plaza.Services.GetRequiredService<IEventBus>();

        foreach (var number in Enumerable.Range(1, 60))
            bus.Publish(new HandlerFaulted("ears.Hear", "tests.rang", number, "too loud"));

        var remembered = await plaza.AskAsync(new GetRecentFaults());
        remembered.Select(one => one.Sequence).ShouldBe(Enumerable.Range(11, 50).Reverse().Select(number => (long)number));
    }

    [Fact]
    public async Task Nothing_is_replayed_or_dropped_that_is_not_there()
    {
        await using var plaza = await PlazaTestServer.StartAsync();

        (await plaza.AskAsync(new ReplayDeadLetter(1))).ShouldBeFalse();
        (await plaza.AskAsync(new DiscardDeadLetter(1))).ShouldBeFalse();
    }
}
