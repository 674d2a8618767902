using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Journal;

/// <summary>The journal of the bus in the database. Appends through the committer; reads the newest entries from memory. Thread-safe.</summary>
internal sealed class DatabaseJournal(
    Committer committer, LiveDelivery live, JournalReader reader, JournalTail tail, CommitSignal signal, EventTypeRegistry types) : IJournal
{
    public event Action<long>? Appended
    {
        add => signal.Appended += value;
        remove => signal.Appended -= value;
    }

    public ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken ct = default) =>
        committer.AppendAsync(@event, cause, ct);

    /// <summary>Entries of other processes that are committed and not delivered yet are left out: <see cref="Appended"/> tells of them.</summary>
    public async ValueTask<long> GetLastSequenceAsync(CancellationToken ct = default) => Math.Min(await reader.GetLastSequenceAsync(ct), live.Delivered);

    public ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken ct = default) =>
        reader.GetLastSequenceBeforeAsync(time, ct);

    public async ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(
        long after, IReadOnlyList<string>? names, int maxCount, CancellationToken ct = default) =>
        tail.TryRead(after, names, maxCount) ?? (await reader.ReadAfterAsync(after, names, maxCount, ct)).ConvertAll(row => row.ToEntry(types));
}
