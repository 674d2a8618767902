using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>
/// The one order of all that happened: a port, with an implementation in memory here and others elsewhere. It tells the bus
/// of each event in that order, and only then says that it was appended. Safe to use from any thread.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Something was appended and told to the live listeners; given is the newest sequence. Called on the way to the
    /// publisher's answer: note it and return.
    /// </summary>
    event Action<long>? Appended;

    /// <summary>Completes when the event is kept as safely as this journal can, and the live listeners have heard it.</summary>
    /// <param name="event">What has happened.</param>
    /// <param name="cause">The event that led to it, if one did; the storm guard counts by it.</param>
    /// <param name="cancellationToken">Cancels as long as nothing was written.</param>
    /// <returns>Its place in the journal, from 1 and without a gap.</returns>
    /// <exception cref="EventStormException">Events lead to each other without end; nothing was written.</exception>
    ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken cancellationToken = default);

    /// <returns>The newest sequence; 0 when nothing has happened yet.</returns>
    ValueTask<long> GetLastSequenceAsync(CancellationToken cancellationToken = default);

    /// <returns>The last sequence before that time; 0 when there is none.</returns>
    ValueTask<long> GetLastSequenceBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default);

    /// <summary>What follows <paramref name="after"/>, oldest first.</summary>
    /// <param name="after">A sequence; 0 for all.</param>
    /// <param name="names">The wire names that are wanted; null for all.</param>
    /// <param name="maxCount">How many at most, from 1.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, IReadOnlyList<string>? names, int maxCount, CancellationToken cancellationToken = default);
}
