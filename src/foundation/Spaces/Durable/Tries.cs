using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Seeing;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Telling;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Several entries of the journal given to their handlers, one after the other. Who waits for the end can leave it behind
/// when it stands still: what it comes to after that counts no more.
/// </summary>
internal sealed class Tries(DurableListeners listeners, Cascades cascades, EventBus bus, HashSet<string> held) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _left = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <param name="entries">In journal order.</param>
    /// <param name="attempt">Which try of theirs it is.</param>
    /// <param name="ct">The end of the program.</param>
    public async ValueTask RunAsync(IEnumerable<JournalEntry> entries, int attempt, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_left.Token, ct);
        _begun.SetResult();
        foreach (var entry in entries)
        {
            var one = entry.Subject.Length > 0 && held.Contains(entry.Subject) ? new Try(entry, null, null) : await RunAsync(entry, attempt, either.Token);
            if (one.Fault is CircuitIsOpen open)
            {
                Open = open;
                return;
            }

            if (ct.IsCancellationRequested || !TryAdd(one))
                return;
        }
    }

    /// <summary>Leaves the handler behind that stands still, and tells it so.</summary>
    /// <returns>What has ended, and last what was left.</returns>
    public async ValueTask<IReadOnlyList<Try>> LeaveAsync(JournalEntry standing, TimeSpan limit)
    {
        List<Try> tried;
        lock (_lock)
        {
            _isLeft = true;
            tried = [.. _tried];
        }

        tried.Add(new(standing, null, new TimeoutException($"{_current?.Name} took longer than {limit.TotalSeconds} s.")));
        await bus.Scheduler.CancelAsync(_left);
        return tried;
    }

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

            _tried.Add(one);
            if (one.Fault is not null && one.Entry.Subject.Length > 0)
                held.Add(one.Entry.Subject);

            return true;
        }
    }

    private async ValueTask<Try> RunAsync(JournalEntry entry, int attempt, CancellationToken ct)
    {
        EventContext? context = null;
        try
        {
            if (entry.Read() is not { } happened)
                return new(entry, new() { IsDurable = true }, null);

            context = cascades.ContextOf(
                EventType.Of(happened.GetType()), entry.Sequence, entry.Time, entry.Cause, entry.Depth, entry.Root, isDurable: true, attempt);
            Ambient.Enter(context);
            foreach (var listener in listeners.Of(entry.Name))
            {
                _current = listener;
                await listener.Handle(happened, context, ct);
                listener.CountHandled();
            }

            return new(entry, context, null);
        }
        catch (Exception fault)
        {
            return new(entry, context, fault);
        }
    }
}

/// <summary>What became of one entry.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Context">What its handler saw, with the effects; null where it was not begun.</param>
/// <param name="Fault">What went wrong, if anything did.</param>
internal sealed record Try(JournalEntry Entry, EventContext? Context, Exception? Fault)
{
    public bool IsDone => Fault is null && Context is not null;
}
