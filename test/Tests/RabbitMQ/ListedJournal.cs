using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Tests.RabbitMQ;

/// <summary>A journal in memory that can have erased and unknown entries, be away, and show entries late, as one of another process would.</summary>
internal sealed class ListedJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private long _reads;
    private long _lastRead;

    public event Action<long>? Appended;

    /// <summary>Number of reads so far.</summary>
    public long Reads => Volatile.Read(ref _reads);

    /// <summary>The greatest sequence returned so far.</summary>
    public long LastRead => Volatile.Read(ref _lastRead);

    /// <summary>The last entry that is shown to consumers, which name their events.</summary>
    public long ShownUpTo { get; set; } = long.MaxValue;

    public long Add(IEvent @event) => Add(EventType.Of(@event.GetType()).Name, @event.Subject, () => @event);

    public long AddErased(string name) => Add(name, "", () => null);

    public long AddUnknown(string name) => Add(name, "", () => throw new InvalidDataException($"No type of events is registered as {name}."));

    /// <summary>Raises <see cref="Appended"/> alone.</summary>
    public void Signal(long sequence) => Appended?.Invoke(sequence);

    public ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken cancellationToken = default) => new(Add(@event));

    public ValueTask<long> GetLastSequenceAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new(_entries.Count);
    }

    public ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, IReadOnlyList<string>? names, int maxCount, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _reads++;
            List<JournalEntry> found =
            [
                .. _entries.Skip((int)after).Where(entry => names is null || (entry.Sequence <= ShownUpTo && names.Contains(entry.Name))).Take(maxCount),
            ];
            _lastRead = Math.Max(_lastRead, found is [.., var last] ? last.Sequence : 0);
            return new(found);
        }
    }

    private long Add(string name, string subject, Func<IEvent?> read)
    {
        long sequence;
        lock (_lock)
        {
            sequence = _entries.Count + 1;
            _entries.Add(new(read)
            {
                Sequence = sequence,
                Time = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
                Name = name,
                Subject = subject,
                Cause = sequence > 1 ? sequence - 1 : null,
                Depth = 2,
                Root = 1,
            });
        }

        Appended?.Invoke(sequence);
        return sequence;
    }
}
