namespace Plaza.Spaces.Durable;

/// <summary>
/// Stores the cursors and pending deliveries of durable subscriptions. A port that belongs to a journal, since effects, cursor and pending
/// deliveries are saved together. Thread-safe.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>A pending delivery or dead letter was released for an attempt now, or a cursor was moved back.</summary>
    event Action? RetryRequested;

    /// <returns>The last sequence read by the subscription; null when it has no cursor yet.</returns>
    ValueTask<long?> GetCursorAsync(string subscription, CancellationToken cancellationToken = default);

    /// <returns>The given subjects that have an earlier undelivered event; later events of these must not be delivered yet.</returns>
    /// <param name="subscription">The name of the subscription.</param>
    /// <param name="subjects">At most 256.</param>
    /// <param name="blockOnDeadLetter">Whether dead letters block their subject too.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyCollection<string>> GetBlockedSubjectsAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool blockOnDeadLetter, CancellationToken cancellationToken = default);

    /// <summary>Returns the first pending delivery of each subject, and all without a subject, sorted by due time.</summary>
    /// <param name="subscription">The name of the subscription.</param>
    /// <param name="maxCount">Maximum number of deliveries; at least 1.</param>
    /// <param name="blockOnDeadLetter">Whether dead letters block their subject too.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<PendingDelivery>> GetDueAsync(string subscription, int maxCount, bool blockOnDeadLetter, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves progress and applies the effects: those of a delivery in one transaction with the move of the cursor past it. A store may take several
    /// transactions for several deliveries, in order.
    /// </summary>
    /// <returns>False when the cursor is not at <see cref="CursorMove.From"/> or the resolved delivery does not exist; then nothing more was saved.</returns>
    /// <exception cref="Exception">An effect failed: nothing of its transaction was saved, and nothing of those after it.</exception>
    ValueTask<bool> SaveAsync(DeliveryProgress step, CancellationToken cancellationToken = default);

    /// <summary>Makes a pending delivery or dead letter due now, with all its attempts again.</summary>
    /// <returns>False when it does not exist.</returns>
    ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Discards a pending delivery or dead letter.</summary>
    /// <returns>False when it does not exist.</returns>
    ValueTask<bool> DiscardAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Moves the cursor to <paramref name="sequence"/> and deletes the pending deliveries of later events, which are then delivered again.</summary>
    ValueTask RewindAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Returns the pending deliveries and dead letters of all subscriptions, for the operator.</summary>
    ValueTask<IReadOnlyList<SubscriptionDelivery>> GetPendingAsync(CancellationToken cancellationToken = default);
}
