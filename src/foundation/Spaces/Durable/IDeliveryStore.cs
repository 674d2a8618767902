namespace Plaza.Spaces.Durable;

/// <summary>
/// Where durable subscriptions keep their place in the journal and what they could not take in: a port that belongs to the
/// journal, since effects and place must be one transaction. Safe to use from any thread.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>Something that waited or was parked may be tried at once, or a place was moved back.</summary>
    event Action? RetryRequested;

    /// <returns>The last sequence that was dealt with; null for a subscription that never began.</returns>
    ValueTask<long?> GetCursorAsync(string subscription, CancellationToken cancellationToken = default);

    /// <returns>Those of the subjects of which an earlier event still waits.</returns>
    /// <param name="subscription">Whose.</param>
    /// <param name="subjects">At most 256.</param>
    /// <param name="behindParked">Whether what is parked holds up its subject too.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<IReadOnlyCollection<string>> GetBlockedSubjectsAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool behindParked, CancellationToken cancellationToken = default);

    /// <summary>The first of each subject that waits, the one that is due soonest first.</summary>
    /// <param name="subscription">Whose.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="behindParked">Whether what is parked holds up its subject too.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<IReadOnlyList<PendingDelivery>> GetDueAsync(string subscription, int maxCount, bool behindParked, CancellationToken cancellationToken = default);

    /// <summary>Notes a step, and applies the effects, in one transaction.</summary>
    /// <returns>False when the place was not where it was thought to be, or what was kept is gone: then nothing was noted.</returns>
    /// <exception cref="Exception">An effect failed; nothing was noted.</exception>
    ValueTask<bool> SaveAsync(DeliveryProgress step, CancellationToken cancellationToken = default);

    /// <summary>Gives a kept event all its tries again, from now.</summary>
    /// <returns>False when there is none such.</returns>
    ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Gives a kept event up.</summary>
    /// <returns>False when there is none such.</returns>
    ValueTask<bool> DiscardAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Has the subscription begin again behind <paramref name="sequence"/>. What it kept of later events is forgotten.</summary>
    ValueTask RewindAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>All that is kept, of all subscriptions, for the operator.</summary>
    ValueTask<IReadOnlyList<SubscriptionDelivery>> GetPendingAsync(CancellationToken cancellationToken = default);
}
