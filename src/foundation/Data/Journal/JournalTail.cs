using Plaza.Data.Committing;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>
/// The newest entries of the journal in memory, for subscriptions that follow right behind the writer. Holds at most <see cref="MaxEntries"/>
/// and about <see cref="MaxBytes"/>; empty after a start, and after each erasure. Thread-safe.
/// </summary>
internal sealed class JournalTail
{
    public const int MaxEntries = 4096;
    public const int MaxBytes = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly (JournalEntry Entry, int Bytes)[] _entries = new (JournalEntry, int)[MaxEntries];
    private long _first;
    private long _last = -1;
    private int _bytes;

    private bool IsEmpty => _last < _first;

    /// <summary>Adds committed entries, in order and without a gap after those added before.</summary>
    /// <param name="committed">In journal order.</param>
    /// <param name="after">Those up to this sequence were added before.</param>
    public void Add(IReadOnlyList<CommittedEntry> committed, long after)
    {
        lock (_lock)
        {
            foreach (var added in committed)
            {
                var sequence = added.Entry.Sequence;
                if (sequence <= after)
                    continue;

                if (IsEmpty)
                    _first = sequence;
                else if (sequence - _first >= MaxEntries)
                    DropFirst();

                _entries[sequence % MaxEntries] = (added.Entry, added.Bytes);
                _bytes += added.Bytes;
                _last = sequence;
            }

            while (_bytes > MaxBytes)
                DropFirst();
        }
    }

    /// <summary>Removes all entries: some of their payloads were erased.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (!IsEmpty)
                DropFirst();
        }
    }

    /// <summary>Entries after <paramref name="after"/>, the same as the table has.</summary>
    /// <returns>Null when the tail does not reach back that far.</returns>
    public List<JournalEntry>? TryRead(long after, IReadOnlyList<string>? names, int maxCount)
    {
        lock (_lock)
        {
            if (IsEmpty || after < _first - 1)
                return null;

            var found = new List<JournalEntry>((int)Math.Clamp(_last - after, 0, maxCount));
            for (var sequence = after + 1; sequence <= _last && found.Count < maxCount; sequence++)
            {
                var (entry, _) = _entries[sequence % MaxEntries];
                if (names?.Contains(entry.Name) is not false)
                    found.Add(entry);
            }

            return found;
        }
    }

    private void DropFirst()
    {
        ref var first = ref _entries[_first++ % MaxEntries];
        _bytes -= first.Bytes;
        first = default;
    }
}
