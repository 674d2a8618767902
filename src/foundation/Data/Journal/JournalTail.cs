using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>
/// The newest entries of the journal, kept for those who read on right behind the writer, so that they need not go to the
/// table for what was there a moment ago. Holds at most <see cref="MaxEntries"/> and about <see cref="MaxBytes"/>; empty after a
/// start, and whenever something is erased. Safe to use from any thread.
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

    /// <summary>What was committed, in order and without a gap behind what was added before.</summary>
    public void Add(IReadOnlyList<(JournalEntry Entry, int Bytes)> committed)
    {
        lock (_lock)
        {
            foreach (var one in committed)
            {
                var sequence = one.Entry.Sequence;
                if (IsEmpty)
                    _first = sequence;
                else if (sequence - _first >= MaxEntries)
                    DropFirst();

                _entries[sequence % MaxEntries] = one;
                _bytes += one.Bytes;
                _last = sequence;
            }

            while (_bytes > MaxBytes)
                DropFirst();
        }
    }

    /// <summary>What it holds may have been erased.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (!IsEmpty)
                DropFirst();
        }
    }

    /// <summary>What follows <paramref name="after"/>, as the journal itself would say it.</summary>
    /// <returns>Null when the tail does not reach back so far.</returns>
    public List<JournalEntry>? TryRead(long after, IReadOnlyList<string>? names, int most)
    {
        lock (_lock)
        {
            if (IsEmpty || after < _first - 1)
                return null;

            var found = new List<JournalEntry>((int)Math.Clamp(_last - after, 0, most));
            for (var sequence = after + 1; sequence <= _last && found.Count < most; sequence++)
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
