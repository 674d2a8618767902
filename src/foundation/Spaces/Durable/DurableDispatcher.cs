using Microsoft.Extensions.Logging;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Delivers entries of the journal to the handlers of one durable subscription. Handlers run with a timeout; their effects and the cursor are
/// saved in one transaction. A failed delivery is stored with its next attempt and blocks only the later events of its own subject.
/// </summary>
internal sealed class DurableDispatcher(DurableSubscriptionGroup subscriptions, IDeliveryStore store, CascadeTracker cascades, EventBus bus, ILogger logger)
{
    private readonly string _subscription = subscriptions.Subscription;
    private readonly RetryDelays _delays = new(subscriptions.Delivery.RetryPolicy, bus.Scheduler);
    private readonly TimeSpan _timeout = subscriptions.Delivery.HandlerTimeout ?? bus.Options.HandlerTimeout;

    /// <summary>The wire names of the subscription's events.</summary>
    public IReadOnlyList<string> Names => subscriptions.Names;

    /// <summary>Whether a delivery was stored for another attempt.</summary>
    public bool HasPending { get; set; } = true;

    /// <param name="entries">The entries, in journal order.</param>
    /// <param name="blocked">Subjects that have an earlier undelivered event.</param>
    /// <param name="from">The present cursor.</param>
    /// <param name="upTo">The new cursor.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <exception cref="CursorConflictException">The cursor is not at <paramref name="from"/> any more: nothing was saved.</exception>
    /// <exception cref="CircuitOpenException">A circuit breaker is open: the deliveries before it were saved, the rest stays in the journal.</exception>
    public async Task DeliverAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> blocked, long from, long upTo, CancellationToken cancellationToken)
    {
        var rest = entries;
        while (true)
        {
            var (attempted, open) = await AttemptAsync(rest, blocked, 1, cancellationToken);
            var isAll = attempted.Count == rest.Count;
            var to = isAll ? upTo : attempted is [.., var last] ? last.Entry.Sequence : from;
            if (isAll || attempted.Count > 0)
                await SaveEachAsync(attempted, blocked, from, to, cancellationToken);

            if (open is not null)
                throw open;

            if (isAll)
                return;

            (from, rest) = (to, [.. rest.Skip(attempted.Count)]);
        }
    }

    /// <summary>Saves the outcomes. When an effect fails, each outcome is saved separately, to find the delivery whose effect failed.</summary>
    private async Task SaveEachAsync(IReadOnlyList<DeliveryAttempt> attempted, HashSet<string> blocked, long from, long upTo, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(attempted, from, upTo, cancellationToken);
        }
        catch (Exception fault) when (IsEffectFailure(fault, cancellationToken) && attempted is [var one])
        {
            await SaveAsync([new(one.Entry, null, fault)], from, upTo, cancellationToken);
            blocked.Add(one.Entry.Subject);
        }
        catch (Exception fault) when (IsEffectFailure(fault, cancellationToken) && attempted.Count > 0)
        {
            var failed = new HashSet<string>();
            foreach (var one in attempted)
            {
                var isBehind = one.Entry.Subject.Length > 0 && failed.Contains(one.Entry.Subject);
                await SaveEachAsync([isBehind ? one with { Context = null } : one], failed, from, one.Entry.Sequence, cancellationToken);
                from = one.Entry.Sequence;
            }

            blocked.UnionWith(failed);
            if (from < upTo)
                await SaveAsync([], from, upTo, cancellationToken);
        }
    }

    /// <param name="pending">The due delivery.</param>
    /// <param name="entry">Its entry; null when it was removed from the journal, so that it cannot be delivered.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    public async Task RetryAsync(PendingDelivery pending, JournalEntry? entry, CancellationToken cancellationToken)
    {
        var progress = new DeliveryProgress(_subscription) { ResolvedSequence = pending.Sequence };
        if (entry is null)
        {
            await store.SaveAsync(progress, cancellationToken);
            return;
        }

        var (all, open) = await AttemptAsync([entry], [], pending.Attempts + 1, cancellationToken);
        if (open is not null)
            throw open;

        var attempted = all[0];
        if (attempted.Fault is null)
        {
            try
            {
                await store.SaveAsync(progress with { Handled = [attempted.Context!] }, cancellationToken);
                return;
            }
            catch (Exception fault) when (IsEffectFailure(fault, cancellationToken))
            {
                attempted = attempted with { Fault = fault };
            }
        }

        var next = CreatePending(attempted, pending.Attempts + 1);
        if (await store.SaveAsync(progress with { Pending = [next] }, cancellationToken))
            Report(attempted, next);
    }

    /// <summary>
    /// Runs the handlers on another thread, so that a stalled one can be abandoned: when none has completed within the timeout of one, the
    /// running handler is cancelled and the outcomes before it are returned.
    /// </summary>
    private async Task<(IReadOnlyList<DeliveryAttempt> Tried, CircuitOpenException? Open)> AttemptAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> blocked, int attempt, CancellationToken cancellationToken)
    {
        using var batch = new DeliveryAttempts(entries, subscriptions, cascades, bus, blocked);
        var running = bus.Scheduler.RunAsync(() => batch.RunAsync(attempt, cancellationToken));
        if (!await CompletesAsync(running, batch, cancellationToken))
            await batch.CancelAsync(_timeout);

        cancellationToken.ThrowIfCancellationRequested();
        return (batch.Completed(), batch.OpenCircuit);
    }

    /// <returns>False when the batch is stalled.</returns>
    private async Task<bool> CompletesAsync(Task running, DeliveryAttempts batch, CancellationToken cancellationToken)
    {
        await batch.Started.WaitAsync(cancellationToken);
        while (true)
        {
            var before = batch.Count;
            try
            {
                await running.WaitAsync(_timeout, bus.Clock, cancellationToken);
                return true;
            }
            catch (TimeoutException) when (!running.IsFaulted)
            {
                if (batch.TryAbandon(before, _timeout))
                    return false;
            }
        }
    }

    private async Task SaveAsync(IReadOnlyList<DeliveryAttempt> attempted, long from, long upTo, CancellationToken cancellationToken)
    {
        var pending = attempted.Where(one => !one.IsHandled).Select(one => (Attempt: one, Delivery: CreatePending(one, one.Fault is null ? 0 : 1))).ToList();
        var isSaved = await store.SaveAsync(
            new(_subscription)
            {
                CursorMove = new(from, upTo),
                Handled = [.. attempted.Where(one => one.IsHandled).Select(one => one.Context!)],
                Pending = [.. pending.Select(one => one.Delivery)],
            },
            cancellationToken);

        if (!isSaved)
            throw new CursorConflictException(_subscription);

        foreach (var (one, delivery) in pending)
            Report(one, delivery);
    }

    private PendingDelivery CreatePending(DeliveryAttempt attempted, int attempts)
    {
        HasPending = true;
        var isDeadLettered = attempts > _delays.Count;
        var now = bus.Clock.GetUtcNow();
        var due = attempts is 0 || isDeadLettered ? now : now + _delays.After(attempts);
        return new(
            attempted.Entry.Sequence, attempted.Entry.Subject, attempts, due, attempted.Fault?.Message ?? "waits for an earlier event of the same subject", isDeadLettered);
    }

    /// <summary>Reports after the save, so that nothing is reported twice and a subscriber of the report finds the dead letter.</summary>
    private void Report(DeliveryAttempt attempted, PendingDelivery pending)
    {
        if (attempted.Fault is not { } fault)
            return;

        var (entry, attempts, isDeadLettered) = (attempted.Entry, pending.Attempts, pending.IsDeadLettered);
        var subscription = attempted.Subscription ?? subscriptions.Of(entry.Name)[0];
        subscription.CountFault();
        bus.Telemetry.Faulted(subscription);
        if (isDeadLettered)
            logger.DeliveryDeadLettered(fault, _subscription, entry.Name, entry.Sequence, attempts);
        else
            logger.DeliveryFailed(fault, _subscription, entry.Name, entry.Sequence, attempts, pending.NextAttemptAt);

        if (subscription.EventType.IsOwn)
            return;

        bus.RunDetached(async () =>
        {
            await bus.PublishAsync(new HandlerFaulted(subscription.Name, entry.Name, entry.Sequence, fault.Message)
            {
                Space = subscription.Space,
                Attempt = attempts,
                ExceptionType = fault.GetType().Name,
                WillRetry = !isDeadLettered,
            });
            if (isDeadLettered)
                await bus.PublishAsync(new EventDeadLettered(subscription.Name, entry.Name, entry.Sequence, fault.Message));
        });
    }

    /// <summary>Not a busy journal, a moved cursor or the stop of the host: the batch is repeated unchanged then.</summary>
    private static bool IsEffectFailure(Exception fault, CancellationToken cancellationToken) =>
        fault is not (JournalBusyException or CursorConflictException) && !cancellationToken.IsCancellationRequested;
}
