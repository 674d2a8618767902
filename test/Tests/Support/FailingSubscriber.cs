using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;

namespace Plaza.Tests.Support;

/// <summary>A subscriber that fails while it sleeps: its events become dead letters.</summary>
public sealed class FailingSubscriber
{
    public const string Name = "tests.sleeper";

    private readonly IEventBus _bus;
    private readonly ConcurrentQueue<int> _heard = [];
    private volatile bool _isAsleep;

    public FailingSubscriber(PlazaTestServer plaza)
    {
        _bus = plaza.Services.GetRequiredService<IEventBus>();
        _bus.Subscribe<LampLit>(Name, Hear, Delivery.Inline.CircuitBreaker(minimumThroughput: 1_000));
    }

    /// <summary>The lamps whose events it has handled.</summary>
    public IReadOnlyCollection<int> Heard => _heard;

    /// <summary>Publishes an event while the subscriber sleeps.</summary>
    /// <param name="lamp">The number of the lamp.</param>
    /// <param name="reason">The message of the exception.</param>
    public void Miss(int lamp, string reason = "asleep")
    {
        _isAsleep = true;
        _bus.Publish(new LampLit(lamp, reason)).Faulted.ShouldBe(1);
        _isAsleep = false;
    }

    private void Hear(LampLit lit)
    {
        if (_isAsleep)
            throw new InvalidOperationException(lit.Reason);

        _heard.Enqueue(lit.Lamp);
    }
}

/// <summary>An event of the tests only.</summary>
/// <param name="Lamp">The number of the lamp.</param>
/// <param name="Reason">The message of the exception of a sleeping subscriber.</param>
[EventName("tests.lamp_lit")]
internal sealed record LampLit(int Lamp, string Reason) : IEvent;
