using Plaza.Spaces.Events;

namespace Plaza.Spaces.Testing.FaultInjection;

/// <summary>
/// Makes handlers throw, delay or hang, in any mode of delivery. A fault is injected before the handler itself runs. Where several match a
/// call, the one added first is injected. Thread-safe.
/// </summary>
public sealed class FaultInjector
{
    private readonly Lock _lock = new();
    private volatile PlannedFault[] _planned = [];

    internal FaultInjector()
    {
    }

    /// <summary>Makes the handler throw instead of running.</summary>
    /// <param name="handler">The name of the subscription; default every handler of such events.</param>
    /// <param name="when">The calls that fail; default <see cref="FaultTrigger.Always"/>.</param>
    /// <param name="fault">The exception; default an <see cref="InjectedFaultException"/>.</param>
    public void Throw<TEvent>(string? handler = null, FaultTrigger? when = null, Func<Exception>? fault = null)
        where TEvent : IEvent => Plan<TEvent>(handler, when, new(Fault: fault));

    /// <summary>Delays the handler. A synchronous handler blocks its thread.</summary>
    /// <inheritdoc cref="Throw{TEvent}"/>
    public void Delay<TEvent>(TimeSpan by, string? handler = null, FaultTrigger? when = null)
        where TEvent : IEvent => Plan<TEvent>(handler, when, new(Delay: by));

    /// <summary>Makes the handler never complete and ignore its token. A synchronous handler blocks its thread.</summary>
    /// <inheritdoc cref="Throw{TEvent}"/>
    public void Hang<TEvent>(string? handler = null, FaultTrigger? when = null)
        where TEvent : IEvent => Plan<TEvent>(handler, when, new(Delay: Timeout.InfiniteTimeSpan));

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_lock)
            _planned = [];
    }

    internal bool AreNone => _planned.Length is 0;

    /// <returns>The fault of this call; null for none.</returns>
    internal InjectedFault? Next(Type type, string handler, Func<double> chance)
    {
        lock (_lock)
        {
            InjectedFault? first = null;
            foreach (var planned in _planned)
            {
                if (planned.Type == type && (planned.Handler ?? handler) == handler && planned.When.Strikes(++planned.Calls, chance))
                    first ??= planned.Strike;
            }

            return first;
        }
    }

    private void Plan<TEvent>(string? handler, FaultTrigger? when, InjectedFault strike)
    {
        lock (_lock)
            _planned = [.. _planned, new(typeof(TEvent), handler, when ?? FaultTrigger.Always, strike)];
    }

    /// <summary>Throws, unless the fault is a delay.</summary>
    internal sealed record InjectedFault(Func<Exception>? Fault = null, TimeSpan? Delay = null);

    private sealed class PlannedFault(Type type, string? handler, FaultTrigger when, InjectedFault strike)
    {
        public Type Type => type;

        public string? Handler => handler;

        public FaultTrigger When => when;

        public InjectedFault Strike => strike;

        public int Calls { get; set; }
    }
}
