using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>
/// The log of all events in one order. A port, with an implementation in memory here and others elsewhere. A journal dispatches each event on
/// the bus in that order before it completes the append. Thread-safe.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Entries were appended and dispatched to the live subscriptions; the argument is the newest sequence. Raised before the publisher gets its
    /// result: handlers must return at once.
    /// </summary>
    event Action<long>? Appended;

    /// <summary>Appends an event. Completes when it is as durable as this journal can make it, and the live handlers have completed.</summary>
    /// <param name="event">The event.</param>
    /// <param name="cause">The context of its cause, by which the cascade limit counts; null where there is none.</param>
    /// <param name="cancellationToken">Cancels the append unless it was written already.</param>
    /// <returns>Its sequence, from 1 and without gaps.</returns>
    /// <exception cref="EventStormException">The event exceeds the cascade limit; nothing was appended.</exception>
    ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken cancellationToken = default);

    /// <returns>The newest sequence; 0 for an empty journal.</returns>
    ValueTask<long> GetLastSequenceAsync(CancellationToken cancellationToken = default);

    /// <returns>The newest sequence before that time; 0 when there is none.</returns>
    ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default);

    /// <summary>Reads entries after a sequence, oldest first.</summary>
    /// <param name="after">The sequence before the first entry; 0 for the beginning.</param>
    /// <param name="names">The wire names of the entries; null for all.</param>
    /// <param name="maxCount">Maximum number of entries; at least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, IReadOnlyList<string>? names, int maxCount, CancellationToken cancellationToken = default);
}
