using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>Reads a journal through, for a check or to build something anew.</summary>
public static class JournalExtensions
{
    private const int BatchSize = 1_000;

    extension(IJournal journal)
    {
        /// <summary>
        /// Gives each entry to <paramref name="into"/>, in order, from the one behind <paramref name="after"/> to the one that
        /// is newest when it comes there. Publishes nothing and moves no subscription.
        /// </summary>
        /// <param name="after">A sequence; 0 for all.</param>
        /// <param name="into">What it throws ends the replay and comes through.</param>
        /// <param name="names">The wire names that are wanted; null for all.</param>
        /// <param name="cancellationToken">Ends it between two entries.</param>
        /// <returns>How many entries were given.</returns>
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
