using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;

namespace Plaza.Tests.Support;

/// <summary>A listener that takes nothing in while it sleeps: what it is told then is parked.</summary>
public sealed class FailingSubscriber
{
    public const string Name = "tests.sleeper";

    private readonly IEventBus _bus;
    private readonly List<int> _heard = [];
    private bool _isAsleep;

    public FailingSubscriber(PlazaTestServer plaza)
    {
        _bus = plaza.Services.GetRequiredService<IEventBus>();
        _bus.Subscribe<LampLit>(Name, Hear, Delivery.Inline.CircuitBreaker(minimumThroughput: 1_000));
    }

    /// <summary>The lamps that it knows to be lit.</summary>
    public IReadOnlyList<int> Heard => _heard;

    /// <summary>Lights a lamp while it sleeps.</summary>
    /// <param name="lamp">Its number.</param>
    /// <param name="reason">What the sleeper says to that.</param>
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

        _heard.Add(lit.Lamp);
    }
}

/// <summary>An event that only tests say.</summary>
/// <param name="Lamp">Which.</param>
/// <param name="Reason">With which a sleeper fails.</param>
[EventName("tests.lamp_lit")]
internal sealed record LampLit(int Lamp, string Reason) : IEvent;
