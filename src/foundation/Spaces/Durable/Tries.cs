using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Seeing;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Several entries of the journal given to their handlers, one after the other. Who waits for the end can leave it behind
/// when it stands still: what it comes to after that counts no more.
/// </summary>
internal sealed class Tries(
    IReadOnlyList<JournalEntry> entries, DurableListeners listeners, Cascades cascades, EventBus bus, HashSet<string> held) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _left = new();
    private readonly TaskCompletionSource _begun = new();
    private readonly List<Try> _tried = [];
    private DurableListener? _current;
    private bool _isLeft;

    /// <summary>Why no more were begun: a circuit is open.</summary>
    public CircuitIsOpen? Open { get; private set; }

    /// <summary>Ends when a thread has been found for them: from then on they may be said to stand still.</summary>
    public Task Begun => _begun.Task;

    /// <summary>How many have ended.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _tried.Count;
        }
    }

    /// <param name="attempt">Which try of theirs it is.</param>
    /// <param name="ct">The end of the program.</param>
    public async ValueTask RunAsync(int attempt, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_left.Token, ct);
        _begun.SetResult();
        foreach (var entry in entries)
        {
            var one = entry.Subject.Length > 0 && held.Contains(entry.Subject) ? new Try(entry, null, null) : await RunAsync(entry, attempt, either.Token);
            if (ct.IsCancellationRequested || !TryAdd(one))
                return;
        }
    }

    /// <summary>Leaves the handler behind that stands still.</summary>
    /// <param name="before">How many had ended when it was looked at last.</param>
    /// <param name="limit">How long ago that was.</param>
    /// <returns>False when another has ended since: nothing stands still.</returns>
    public bool TryLeave(int before, TimeSpan limit)
    {
        lock (_lock)
        {
            if (_tried.Count != before || _tried.Count == entries.Count || Open is not null)
                return false;

            _isLeft = true;
            Add(new(entries[before], null, new TimeoutException($"{_current?.Name} took longer than {limit.TotalSeconds} s."), _current));
            return true;
        }
    }

    /// <summary>Tells the one that was left behind.</summary>
    public Task TellAsync(TimeSpan limit) => bus.Scheduler.CancelAsync(_left, limit, bus.Clock);

    public IReadOnlyList<Try> Tried()
    {
        lock (_lock)
            return [.. _tried];
    }

    public void Dispose() => _left.Dispose();

    private bool TryAdd(Try one)
    {
        lock (_lock)
        {
            if (_isLeft)
                return false;

            if (one.Fault is CircuitIsOpen open)
            {
                Open = open;
                return false;
            }

            Add(one);
            return true;
        }
    }

    private void Add(Try one)
    {
        _tried.Add(one);
        if (one.Fault is not null && one.Entry.Subject.Length > 0)
            held.Add(one.Entry.Subject);
    }

    /// <summary>What was left behind is a fault, however it ends.</summary>
    private void CountHandled(DurableListener listener)
    {
        lock (_lock)
        {
            if (!_isLeft)
                listener.CountHandled();
        }
    }

    private async ValueTask<Try> RunAsync(JournalEntry entry, int attempt, CancellationToken ct)
    {
        EventContext? context = null;
        _current = null;
        try
        {
            if (entry.Read() is not { } happened)
                return new(entry, new() { IsDurable = true }, null);

            context = cascades.ContextOf(
                EventType.Of(happened.GetType()), entry.Sequence, entry.Time, entry.Cause, entry.Depth, entry.Root, isDurable: true, attempt);
            AmbientEventContext.Enter(context);
            foreach (var listener in listeners.Of(entry.Name))
            {
                _current = listener;
                await listener.Handle(happened, context, ct);
                CountHandled(listener);
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
/// <param name="Listener">Whose handler ran last.</param>
internal sealed record Try(JournalEntry Entry, EventContext? Context, Exception? Fault, DurableListener? Listener = null)
{
    public bool IsDone => Fault is null && Context is not null;
}
