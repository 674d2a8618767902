using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.BusBench.Scenarios;

/// <summary>A journal whose entries are all alike and are created when they are read, so that only the publisher is measured.</summary>
internal sealed class GeneratedJournal : IJournal
{
    public static readonly PostPublished Published = new(new(1_234_567), new(7), Visibility.Public);

    private long _last;

    public event Action<long>? Appended;

    public static JournalEntry Entry(long sequence) => new(() => Published)
    {
        Sequence = sequence,
        Time = DateTimeOffset.UnixEpoch,
        Name = "posts.published",
        Subject = Published.Subject,
        Root = sequence,
    };

    public void Grow(int count) => Appended?.Invoke(Interlocked.Add(ref _last, count));

    public ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<long> GetLastSequenceAsync(CancellationToken cancellationToken = default) => new(Volatile.Read(ref _last));

    public ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, IReadOnlyList<string>? names, int maxCount, CancellationToken cancellationToken = default)
    {
        var entries = new JournalEntry[Math.Min(maxCount, Volatile.Read(ref _last) - after)];
        for (var at = 0; at < entries.Length; at++)
            entries[at] = Entry(after + at + 1);

        return new(entries);
    }
}
