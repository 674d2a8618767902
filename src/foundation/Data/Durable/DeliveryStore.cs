using System.Text.Json;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Sqlite;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Durable;

/// <summary>The cursors of the durable subscriptions, and the deliveries that failed or wait. Thread-safe.</summary>
public sealed class DeliveryStore(ReadConnectionPool reading, Committer committer) : IDeliveryStore
{
    public event Action? RetryRequested;

    public ValueTask<long?> GetCursorAsync(string subscription, CancellationToken cancellationToken = default) =>
        new(reading.Query($"select sequence from cursors where subscription = {subscription}", row => row.GetInt64(0)) is [var place] ? place : null);

    public ValueTask<IReadOnlyCollection<string>> GetBlockedSubjectsAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool blockOnDeadLetter, CancellationToken cancellationToken = default) =>
        new(reading.Query(
            $"""
            select distinct subject from deliveries
            where subscription = {subscription} and is_parked <= {blockOnDeadLetter} and subject in (select value from json_each({JsonSerializer.Serialize(subjects)}))
            """,
            row => row.GetString(0)));

    public ValueTask<IReadOnlyList<PendingDelivery>> GetDueAsync(string subscription, int maxCount, bool blockOnDeadLetter, CancellationToken cancellationToken = default) =>
        new(reading.Query(
            $"""
            select sequence, subject, attempts, due, error, is_parked from deliveries d
            where subscription = {subscription} and not is_parked and (subject = '' or not exists (
              select 1 from deliveries e
              where e.subscription = d.subscription and e.subject = d.subject and e.sequence < d.sequence and e.is_parked <= {blockOnDeadLetter}))
            order by due, sequence limit {(long)maxCount}
            """,
            ToPending));

    public async ValueTask<bool> SaveAsync(DeliveryProgress step, CancellationToken cancellationToken = default)
    {
        try
        {
            return await committer.CommitAsync(tx => Save(tx, step), WriteLane.Background, cancellationToken);
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
                tx.Execute($"delete from deliveries where subscription = {subscription} and sequence > {sequence}");
                return tx.Execute($"update cursors set sequence = {sequence} where subscription = {subscription}") is 1;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<SubscriptionDelivery>> GetPendingAsync(CancellationToken cancellationToken = default) =>
        new(reading.Query(
            $"select sequence, subject, attempts, due, error, is_parked, subscription from deliveries order by subscription, sequence",
            row => new SubscriptionDelivery(row.GetString(6), ToPending(row))));

    private static PendingDelivery ToPending(SqlRow row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetTime(3), row.GetString(4), row.GetBoolean(5));

    /// <summary>Checks for concurrent changes first, so that nothing needs to be rolled back.</summary>
    private static bool Save(WriteTransaction tx, DeliveryProgress step)
    {
        if (step.CursorMove is { } place && !TryMoveCursor(tx, step.Subscription, place.From, place.To))
            return false;

        if (step.ResolvedSequence is { } gone && !Remove(tx, step.Subscription, gone))
            return false;

        foreach (var done in step.Handled)
            done.Apply(tx);

        foreach (var kept in step.Pending)
            Upsert(tx, step.Subscription, kept);

        return true;
    }

    /// <returns>False when the cursor was moved concurrently.</returns>
    private static bool TryMoveCursor(WriteTransaction tx, string subscription, long from, long to) =>
        tx.Execute(
            $"""
            insert into cursors (subscription, sequence) values ({subscription}, {to})
            on conflict (subscription) do update set sequence = {to} where cursors.sequence = {from}
            """) is 1;

    private static void Upsert(WriteTransaction tx, string subscription, PendingDelivery kept) => tx.Execute(
        $"""
        insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked)
        values ({subscription}, {kept.Sequence}, {kept.Subject}, {(long)kept.Attempts}, {kept.NextAttemptAt}, {kept.Error}, {kept.IsDeadLettered})
        on conflict (subscription, sequence) do update
        set attempts = excluded.attempts, due = excluded.due, error = excluded.error, is_parked = excluded.is_parked
        """);

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
