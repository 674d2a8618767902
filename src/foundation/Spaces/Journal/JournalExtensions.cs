using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>Replays a journal, for verification or to rebuild a projection.</summary>
public static class JournalExtensions
{
    private const int BatchSize = 1_000;

    extension(IJournal journal)
    {
        /// <summary>
        /// Passes each entry to <paramref name="into"/>, in order, from the one after <paramref name="after"/> to the end of the journal. Publishes
        /// nothing and moves no cursor.
        /// </summary>
        /// <param name="after">The sequence before the first entry; 0 for the beginning.</param>
        /// <param name="into">Called with each entry. An exception ends the replay and reaches the caller.</param>
        /// <param name="names">The wire names of the entries; null for all.</param>
        /// <param name="cancellationToken">Ends the replay between two entries.</param>
        /// <returns>Number of entries passed.</returns>
        public async Task<long> ReplayAsync(
            long after, Func<JournalEntry, CancellationToken, ValueTask> into, IReadOnlyList<string>? names = null, CancellationToken cancellationToken = default)
        {
            var given = 0L;
            while (await journal.ReadAsync(after, names, BatchSize, cancellationToken) is { Count: > 0 } entries)
            {
                foreach (var entry in entries)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await into(entry, cancellationToken);
                    after = entry.Sequence;
                    given++;
                }
            }

            return given;
        }
    }
}
