using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>The journal of the bus in the database. Appends through the committer; reads the newest entries from memory. Thread-safe.</summary>
internal sealed class DatabaseJournal(Committer committer, JournalReader reader, JournalTail tail, CommitSignal signal, EventTypeRegistry types) : IJournal
{
    public event Action<long>? Appended
    {
        add => signal.Committed += value;
        remove => signal.Committed -= value;
    }

    public ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken ct = default) =>
        committer.AppendAsync(@event, cause, ct);

    public ValueTask<long> GetLastSequenceAsync(CancellationToken ct = default) => new(reader.GetLastSequence());

    public ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken ct = default) => new(reader.GetLastSequenceBefore(time));

    public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(
        long after, IReadOnlyList<string>? names, int maxCount, CancellationToken ct = default) =>
        new(tail.TryRead(after, names, maxCount) ?? reader.ReadAfter(after, names, maxCount).ConvertAll(Entry));

    private JournalEntry Entry(JournalRow row) =>
        new(() => row.Payload is null ? null : types.Deserialize(row.Type, row.Version, row.Payload))
        {
            Sequence = row.Sequence,
            Time = row.Time,
            Name = row.Type,
            Subject = row.Subject,
            Cause = row.Cause,
            Depth = row.Depth,
            Root = row.Root,
        };
}
