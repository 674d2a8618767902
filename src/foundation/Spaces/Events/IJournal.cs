namespace Plaza.Spaces.Events;

/// <summary>
/// The one order of all that happened. Whoever keeps it tells the bus of each event in that order, and the durable
/// listeners at least once.
/// </summary>
public interface IJournal
{
    /// <summary>Completes when the event is on disk and the live listeners have heard it.</summary>
    /// <returns>Its place in the journal.</returns>
    ValueTask<long> AppendAsync(IEvent happened, CancellationToken ct = default);
}
