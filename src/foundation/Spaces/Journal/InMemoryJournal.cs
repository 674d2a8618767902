using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>
/// A journal in the memory of the process: for tests, samples, and programs that need order and retries but no disk. It grows with every
/// event.
/// </summary>
internal sealed class InMemoryJournal(EventBus bus, CascadeTracker cascades, TimeProvider clock) : IJournal, IDisposable
{
    private readonly SemaphoreSlim _appending = new(1);
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];

    public event Action<long>? Appended;

    public async ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken cancellationToken = default)
    {
        var type = EventType.Of(@event.GetType());
        await _appending.WaitAsync(cancellationToken);
        try
        {
            var sequence = _entries.Count + 1;
            var (depth, root) = cascades.Advance(type, cause, sequence);
            var entry = new JournalEntry(() => @event)
            {
                Sequence = sequence,
                Time = clock.GetUtcNow(),
                Name = type.Name,
                Subject = @event.Subject,
                Cause = cause is { Sequence: > 0 } ? cause.Sequence : null,
                Depth = depth,
                Root = root,
            };

            lock (_lock)
                _entries.Add(entry);

            bus.Publish(@event, cascades.CreateContext(type, sequence, entry.Time, entry.Cause, depth, root));
            Appended?.Invoke(sequence);
            return sequence;
        }
        finally
        {
            _appending.Release();
        }
    }

    public void Dispose() => _appending.Dispose();

    public ValueTask<long> GetLastSequenceAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new(_entries.Count);
    }

    public ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new(_entries.FindLast(entry => entry.Time < time)?.Sequence ?? 0);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, IReadOnlyList<string>? names, int maxCount, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new([.. _entries.Skip((int)after).Where(entry => names?.Contains(entry.Name) is not false).Take(maxCount)]);
    }
}
