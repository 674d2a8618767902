using Plaza.Spaces.Events;

namespace Plaza.Spaces.Testing.FaultInjection;

/// <summary>
/// Has handlers fail, be late or hang, in whatever mode they are told. A fault strikes before the handler itself has done
/// anything. Of several that strike at once, the one given first does. Safe to use from any thread.
/// </summary>
public sealed class FaultInjector
{
    private readonly Lock _lock = new();
    private volatile PlannedFault[] _planned = [];

    internal FaultInjector()
    {
    }

    /// <summary>Has the handler throw instead of doing its part.</summary>
    /// <param name="handler">The subscription's name; every handler of such events where nothing is said.</param>
    /// <param name="when">Always where nothing is said.</param>
    /// <param name="fault">An <see cref="InjectedFaultException"/> where nothing is said.</param>
    public void Throw<TEvent>(string? handler = null, FaultTrigger? when = null, Func<Exception>? fault = null)
        where TEvent : IEvent => Plan<TEvent>(handler, when, new(Fault: fault));

    /// <summary>Has the handler do its part later. A synchronous one holds its thread.</summary>
    /// <inheritdoc cref="Throw{TEvent}"/>
    public void Delay<TEvent>(TimeSpan by, string? handler = null, FaultTrigger? when = null)
        where TEvent : IEvent => Plan<TEvent>(handler, when, new(Delay: by));

    /// <summary>Has the handler never end, and not listen to its token either. A synchronous one holds its thread.</summary>
    /// <inheritdoc cref="Throw{TEvent}"/>
    public void Hang<TEvent>(string? handler = null, FaultTrigger? when = null)
        where TEvent : IEvent => Plan<TEvent>(handler, when, new(Delay: Timeout.InfiniteTimeSpan));

    /// <summary>From now on all handlers are well.</summary>
    public void Clear()
    {
        lock (_lock)
            _planned = [];
    }

    internal bool AreNone => _planned.Length is 0;

    /// <returns>Null when this call is to go well.</returns>
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

    /// <summary>Throws, unless it only delays.</summary>
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
