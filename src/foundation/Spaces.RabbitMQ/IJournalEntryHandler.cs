using Plaza.Spaces.Journal;

namespace Plaza.Spaces.RabbitMQ;

/// <summary>
/// The effect of a consumer. It stores the sequence of the entry together with the effect, in one transaction, so that an entry which comes again
/// after a crash is recognised. Called by one thread at a time.
/// </summary>
public interface IJournalEntryHandler
{
    /// <summary>Reads the stored position, at each connection and after each failure of <see cref="HandleAsync"/>.</summary>
    /// <returns>The greatest sequence whose effect is stored; 0 when there is none. Entries up to it are acknowledged and skipped.</returns>
    ValueTask<long> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>Applies the effect of an entry and stores its sequence as the position. Sequences only grow from call to call.</summary>
    /// <param name="entry">The entry; its event is null when the payload was erased.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <remarks>
    /// An exception is logged, and the entry is handled again after a delay, for as long as it fails; the entries behind it wait, since their order is
    /// kept. A handler that would rather go on stores the entry elsewhere and returns.
    /// </remarks>
    ValueTask HandleAsync(JournalEntry entry, CancellationToken cancellationToken);
}
