using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Durable;

/// <summary>The cursors of the durable subscriptions, and the deliveries that failed or wait. Thread-safe.</summary>
public sealed class DeliveryStore(ReadConnectionPool reading, Committer committer) : IDeliveryStore
{
    public event Action? RetryRequested;

    public async ValueTask<long?> GetCursorAsync(string subscription, CancellationToken cancellationToken = default) =>
        await reading.QueryAsync($"select sequence from cursors where subscription = {subscription}", row => row.GetInt64(0), cancellationToken) is [var cursor] ? cursor : null;

    public async ValueTask<IReadOnlyCollection<string>> GetBlockedSubjectsAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool blockOnDeadLetter, CancellationToken cancellationToken = default) =>
        await reading.QueryAsync(
            $"""
            select distinct subject from deliveries
            where subscription = {subscription} and is_parked <= {blockOnDeadLetter} and subject in {subjects}
            """,
            row => row.GetString(0),
            cancellationToken);

    public async ValueTask<IReadOnlyList<PendingDelivery>> GetDueAsync(
        string subscription, int maxCount, bool blockOnDeadLetter, CancellationToken cancellationToken = default) =>
        await reading.QueryAsync(
            $"""
            select sequence, subject, attempts, due, error, is_parked from deliveries d
            where subscription = {subscription} and not is_parked and (subject = '' or not exists (
              select 1 from deliveries e
              where e.subscription = d.subscription and e.subject = d.subject and e.sequence < d.sequence and e.is_parked <= {blockOnDeadLetter}))
            order by due, sequence limit {(long)maxCount}
            """,
            ToPending,
            cancellationToken);

    public async ValueTask<bool> SaveAsync(DeliveryProgress step, CancellationToken cancellationToken = default)
    {
        try
        {
            var (isSaved, remaining) = (true, (DeliveryProgress?)step);
            while (isSaved && remaining is { } next)
                (isSaved, remaining) = await committer.CommitAsync(tx => Save(tx, next), WriteLane.Background, cancellationToken);

            return isSaved;
        }
        catch (RequestRejectedException busy) when (busy.Reason is RejectionReason.Unavailable)
        {
            throw new JournalBusyException(busy.Message, busy);
        }
    }

    public async ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken cancellationToken = default) =>
        await ReleaseAsync(
            tx => tx.Execute(
                $"""
                update deliveries set is_parked = {false}, attempts = 0, due = {tx.Now}
                where subscription = {subscription} and sequence = {sequence}
                """) is 1,
            cancellationToken);

    public async ValueTask<bool> DiscardAsync(string subscription, long sequence, CancellationToken cancellationToken = default) =>
        await ReleaseAsync(tx => Remove(tx, subscription, sequence), cancellationToken);

    public async ValueTask RewindAsync(string subscription, long sequence, CancellationToken cancellationToken = default) =>
        await ReleaseAsync(
            tx =>
            {
                tx.Enqueue($"delete from deliveries where subscription = {subscription} and sequence > {sequence}");
                return tx.Execute($"update cursors set sequence = {sequence} where subscription = {subscription}") is 1;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<SubscriptionDelivery>> GetPendingAsync(CancellationToken cancellationToken = default) =>
        await reading.QueryAsync(
            $"select sequence, subject, attempts, due, error, is_parked, subscription from deliveries order by subscription, sequence",
            row => new SubscriptionDelivery(row.GetString(6), ToPending(row)),
            cancellationToken);

    /// <summary>Deliveries may have been released by another process.</summary>
    internal void Recheck() => RetryRequested?.Invoke();

    private static PendingDelivery ToPending(SqlRow row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetTime(3), row.GetString(4), row.GetBoolean(5));

    /// <summary>
    /// Checks for concurrent changes first, so that nothing needs to be rolled back. Ends after the delivery whose effects fill the batch (ADR 65); the
    /// cursor then moves as far as that.
    /// </summary>
    /// <returns>What remains for the next write request; null when all is saved.</returns>
    private static (bool IsSaved, DeliveryProgress? Remaining) Save(WriteTransaction tx, DeliveryProgress step)
    {
        if (step.CursorMove?.From is { } from && tx.QueryScalar($"select sequence from cursors where subscription = {step.Subscription}") is { } cursor && cursor != from)
            return (false, null);

        if (step.ResolvedSequence is { } gone && !Remove(tx, step.Subscription, gone))
            return (false, null);

        var (applied, changes) = (0, tx.Statements.TotalChanges);
        while (applied < step.Handled.Count && tx.Statements.TotalChanges - changes < Committer.BatchSize)
            step.Handled[applied++].Apply(tx);

        if (step.CursorMove?.To is not { } end)
        {
            Upsert(tx, step.Subscription, step.Pending);
            return (true, null);
        }

        var reached = applied < step.Handled.Count ? step.Handled[applied - 1].Sequence : end;
        tx.Enqueue($"insert into cursors (subscription, sequence) values ({step.Subscription}, {reached}) on conflict (subscription) do update set sequence = {reached}");
        Upsert(tx, step.Subscription, step.Pending.Where(delivery => delivery.Sequence <= reached));
        return (true, reached == end ? null : step with
        {
            CursorMove = new(reached, end),
            Handled = [.. step.Handled.Skip(applied)],
            Pending = [.. step.Pending.Where(delivery => delivery.Sequence > reached)],
        });
    }

    private static void Upsert(WriteTransaction tx, string subscription, IEnumerable<PendingDelivery> pending)
    {
        foreach (var delivery in pending)
        {
            tx.Enqueue(
                $"""
                insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked)
                values ({subscription}, {delivery.Sequence}, {delivery.Subject}, {(long)delivery.Attempts}, {delivery.NextAttemptAt}, {delivery.Error}, {delivery.IsDeadLettered})
                on conflict (subscription, sequence) do update
                set attempts = excluded.attempts, due = excluded.due, error = excluded.error, is_parked = excluded.is_parked
                """);
        }
    }

    private static bool Remove(WriteTransaction tx, string subscription, long sequence) =>
        tx.Execute($"delete from deliveries where subscription = {subscription} and sequence = {sequence}") is 1;

    private async ValueTask<bool> ReleaseAsync(Func<WriteTransaction, bool> release, CancellationToken cancellationToken)
    {
        var released = await committer.CommitAsync(release, cancellationToken);
        if (released)
            RetryRequested?.Invoke();

        return released;
    }
}
