using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>
/// The one order of all that happened. Whoever keeps it tells the bus of each event in that order, and the durable
/// listeners at least once.
/// </summary>
public interface IJournal
{
    /// <summary>Completes when the event is on disk and the live listeners have heard it.</summary>
    /// <param name="happened">What has happened.</param>
    /// <param name="cause">The event that led to it, if one did; the storm guard counts by it.</param>
    /// <param name="ct">Cancels as long as nothing was written.</param>
    /// <returns>Its place in the journal, from 1.</returns>
    ValueTask<long> AppendAsync(IEvent happened, EventContext? cause = null, CancellationToken ct = default);
}
