using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Several entries of the journal given to their handlers, one after the other. Who waits for the end can leave it behind
/// when it stands still: what it comes to after that counts no more.
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

    /// <summary>Why no more were begun: a circuit is open.</summary>
    public CircuitOpenException? OpenCircuit { get; private set; }

    /// <summary>Ends when a thread has been found for them: from then on they may be said to stand still.</summary>
    public Task Started => _started.Task;

    /// <summary>How many have ended.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _completed.Count;
        }
    }

    /// <param name="attempt">Which try of theirs it is.</param>
    /// <param name="cancellationToken">The end of the program.</param>
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

    /// <summary>Leaves the handler behind that stands still.</summary>
    /// <param name="before">How many had ended when it was looked at last.</param>
    /// <param name="limit">How long ago that was.</param>
    /// <returns>False when another has ended since: nothing stands still.</returns>
    public bool TryAbandon(int before, TimeSpan limit)
    {
        lock (_lock)
        {
            if (_completed.Count != before || _completed.Count == entries.Count || OpenCircuit is not null)
                return false;

            _isAbandoned = true;
            Add(new(entries[before], null, new TimeoutException($"{_current?.Name} took longer than {limit.TotalSeconds} s."), _current));
            return true;
        }
    }

    /// <summary>Tells the one that was left behind.</summary>
    public Task CancelAsync(TimeSpan limit) => bus.Scheduler.CancelAsync(_abandoned, limit, bus.Clock);

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

    /// <summary>What was left behind is a fault, however it ends.</summary>
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
                return new(entry, new() { IsDurable = true }, null);

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

/// <summary>What became of one entry.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Context">What its handler saw, with the effects; null where it was not begun.</param>
/// <param name="Fault">What went wrong, if anything did.</param>
/// <param name="Subscription">Whose handler ran last.</param>
internal sealed record DeliveryAttempt(JournalEntry Entry, EventContext? Context, Exception? Fault, DurableSubscription? Subscription = null)
{
    public bool IsHandled => Fault is null && Context is not null;
}
