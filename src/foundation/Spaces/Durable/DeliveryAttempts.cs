using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Delivers a batch of entries to their handlers, one after the other. The waiting dispatcher can abandon a stalled batch: the results of later
/// entries are then ignored.
/// </summary>
internal sealed class DeliveryAttempts(
    IReadOnlyList<JournalEntry> entries, DurableSubscriptionGroup subscriptions, CascadeTracker cascades, EventBus bus, HashSet<string> blocked) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource _started = new();
    private readonly List<DeliveryAttempt> _completed = [];
    private DurableSubscription? _current;
    private bool _isAbandoned;

    /// <summary>Set when an open circuit breaker ended the batch early.</summary>
    public CircuitOpenException? OpenCircuit { get; private set; }

    /// <summary>Completes when a thread runs the batch: only from then on can it be stalled.</summary>
    public Task Started => _started.Task;

    /// <summary>Number of completed deliveries.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _completed.Count;
        }
    }

    /// <param name="attempt">The attempt, from 1.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    public async ValueTask RunAsync(int attempt, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token, cancellationToken);
        _started.SetResult();
        foreach (var entry in entries)
        {
            var one = entry.Subject.Length > 0 && blocked.Contains(entry.Subject)
                ? new DeliveryAttempt(entry, null, null)
                : await RunAsync(entry, attempt, either.Token);
            if (cancellationToken.IsCancellationRequested || !TryAdd(one))
                return;
        }
    }

    /// <summary>Abandons the stalled handler.</summary>
    /// <param name="before"><see cref="Count"/> at the last check.</param>
    /// <param name="timeout">The time since the last check.</param>
    /// <returns>False when another delivery has completed since, so that the batch is not stalled.</returns>
    public bool TryAbandon(int before, TimeSpan timeout)
    {
        lock (_lock)
        {
            if (_completed.Count != before || _completed.Count == entries.Count || OpenCircuit is not null)
                return false;

            _isAbandoned = true;
            Add(new(entries[before], null, new TimeoutException($"{_current?.Name} took longer than {timeout.TotalSeconds} s."), _current));
            return true;
        }
    }

    /// <summary>Cancels the token of the abandoned handler.</summary>
    public Task CancelAsync(TimeSpan timeout) => bus.Scheduler.CancelAsync(_abandoned, timeout, bus.Clock);

    public IReadOnlyList<DeliveryAttempt> Completed()
    {
        lock (_lock)
            return [.. _completed];
    }

    public void Dispose() => _abandoned.Dispose();

    private bool TryAdd(DeliveryAttempt one)
    {
        lock (_lock)
        {
            if (_isAbandoned)
                return false;

            if (one.Fault is CircuitOpenException open)
            {
                OpenCircuit = open;
                return false;
            }

            Add(one);
            return true;
        }
    }

    private void Add(DeliveryAttempt one)
    {
        _completed.Add(one);
        if (one.Fault is not null && one.Entry.Subject.Length > 0)
            blocked.Add(one.Entry.Subject);
    }

    /// <summary>An abandoned handler counts as a fault, whatever its outcome.</summary>
    private void CountHandled(DurableSubscription subscription)
    {
        lock (_lock)
        {
            if (!_isAbandoned)
                subscription.CountHandled();
        }
    }

    private async ValueTask<DeliveryAttempt> RunAsync(JournalEntry entry, int attempt, CancellationToken cancellationToken)
    {
        EventContext? context = null;
        _current = null;
        try
        {
            if (entry.Deserialize() is not { } @event)
                return new(entry, new() { Sequence = entry.Sequence, IsDurable = true }, null);

            context = cascades.CreateContext(
                EventType.Of(@event.GetType()), entry.Sequence, entry.Time, entry.Cause, entry.Depth, entry.Root, isDurable: true, attempt);
            AmbientEventContext.Enter(context);
            foreach (var subscription in subscriptions.Of(entry.Name))
            {
                _current = subscription;
                await subscription.HandleAsync(@event, context, cancellationToken);
                CountHandled(subscription);
            }

            return new(entry, context, null);
        }
        catch (Exception fault)
        {
            return new(entry, context, fault, _current);
        }
    }
}

/// <summary>The outcome of one delivery.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Context">The context with the enlisted effects; null where the handler was not called.</param>
/// <param name="Fault">The exception; null for success.</param>
/// <param name="Subscription">The subscription whose handler ran last.</param>
internal sealed record DeliveryAttempt(JournalEntry Entry, EventContext? Context, Exception? Fault, DurableSubscription? Subscription = null)
{
    public bool IsHandled => Fault is null && Context is not null;
}
