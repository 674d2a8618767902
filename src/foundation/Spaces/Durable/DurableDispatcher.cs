using Microsoft.Extensions.Logging;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Delivers entries of the journal to the listeners of one subscription. Handlers run with a limit of time; their effects
/// and the place go into one transaction. What fails is kept with its next try and holds up nothing but the later events
/// of its own subject.
/// </summary>
internal sealed class DurableDispatcher(DurableSubscriptionGroup subscriptions, IDeliveryStore store, CascadeTracker cascades, EventBus bus, ILogger logger)
{
    private readonly string _subscription = subscriptions.Subscription;
    private readonly RetryDelays _delays = new(subscriptions.Delivery.RetryPolicy, bus.Scheduler);
    private readonly TimeSpan _timeout = subscriptions.Delivery.HandlerTimeout ?? bus.Options.HandlerTimeout;

    /// <summary>The wire names of what the subscription listens to.</summary>
    public IReadOnlyList<string> Names => subscriptions.Names;

    /// <summary>Something was kept and will have to be tried again.</summary>
    public bool HasPending { get; set; } = true;

    /// <param name="entries">What was found, in journal order.</param>
    /// <param name="blocked">Subjects of which an earlier event still waits.</param>
    /// <param name="from">Where the place is.</param>
    /// <param name="upTo">Where it will be.</param>
    /// <param name="cancellationToken">The end of the program.</param>
    /// <exception cref="CursorConflictException">The place is not at <paramref name="from"/> any more: nothing was noted.</exception>
    /// <exception cref="CircuitOpenException">A circuit is open: what came before was noted, the rest stays in the journal.</exception>
    public async Task DeliverAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> blocked, long from, long upTo, CancellationToken cancellationToken)
    {
        var rest = entries;
        while (true)
        {
            var (tried, open) = await AttemptAsync(rest, blocked, 1, cancellationToken);
            var isAll = tried.Count == rest.Count;
            var to = isAll ? upTo : tried is [.., var last] ? last.Entry.Sequence : from;
            if (isAll || tried.Count > 0)
                await SaveEachAsync(tried, blocked, from, to, cancellationToken);

            if (open is not null)
                throw open;

            if (isAll)
                return;

            (from, rest) = (to, [.. rest.Skip(tried.Count)]);
        }
    }

    /// <summary>Notes what was tried. When an effect fails, each is noted for itself, to find whose it is.</summary>
    private async Task SaveEachAsync(IReadOnlyList<DeliveryAttempt> tried, HashSet<string> blocked, long from, long upTo, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(tried, from, upTo, cancellationToken);
        }
        catch (Exception fault) when (IsEffectFailure(fault, cancellationToken) && tried is [var one])
        {
            await SaveAsync([new(one.Entry, null, fault)], from, upTo, cancellationToken);
            blocked.Add(one.Entry.Subject);
        }
        catch (Exception fault) when (IsEffectFailure(fault, cancellationToken) && tried.Count > 0)
        {
            var failed = new HashSet<string>();
            foreach (var one in tried)
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

    /// <param name="kept">What is due.</param>
    /// <param name="entry">What the journal says of it; null when somebody has cut it out, so that it can never be delivered.</param>
    /// <param name="cancellationToken">The end of the program.</param>
    public async Task RetryAsync(PendingDelivery kept, JournalEntry? entry, CancellationToken cancellationToken)
    {
        var done = new DeliveryProgress(_subscription) { ResolvedSequence = kept.Sequence };
        if (entry is null)
        {
            await store.SaveAsync(done, cancellationToken);
            return;
        }

        var (all, open) = await AttemptAsync([entry], [], kept.Attempts + 1, cancellationToken);
        if (open is not null)
            throw open;

        var tried = all[0];
        if (tried.Fault is null)
        {
            try
            {
                await store.SaveAsync(done with { Handled = [tried.Context!] }, cancellationToken);
                return;
            }
            catch (Exception fault) when (IsEffectFailure(fault, cancellationToken))
            {
                tried = tried with { Fault = fault };
            }
        }

        var again = CreatePending(tried, kept.Attempts + 1);
        if (await store.SaveAsync(done with { Pending = [again] }, cancellationToken))
            Report(tried, again);
    }

    /// <summary>
    /// Handlers run elsewhere, so that one that stands still can be left behind: when none has ended for as long as one may
    /// take, the one that runs is told to stop, and what came up to it is to be noted.
    /// </summary>
    private async Task<(IReadOnlyList<DeliveryAttempt> Tried, CircuitOpenException? Open)> AttemptAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> blocked, int attempt, CancellationToken cancellationToken)
    {
        using var tries = new DeliveryAttempts(entries, subscriptions, cascades, bus, blocked);
        var running = bus.Scheduler.RunAsync(() => tries.RunAsync(attempt, cancellationToken));
        if (!await CompletesAsync(running, tries, cancellationToken))
            await tries.CancelAsync(_timeout);

        cancellationToken.ThrowIfCancellationRequested();
        return (tries.Completed(), tries.OpenCircuit);
    }

    /// <returns>False when it stands still.</returns>
    private async Task<bool> CompletesAsync(Task running, DeliveryAttempts tries, CancellationToken cancellationToken)
    {
        await tries.Started.WaitAsync(cancellationToken);
        while (true)
        {
            var before = tries.Count;
            try
            {
                await running.WaitAsync(_timeout, bus.Clock, cancellationToken);
                return true;
            }
            catch (TimeoutException) when (!running.IsFaulted)
            {
                if (tries.TryAbandon(before, _timeout))
                    return false;
            }
        }
    }

    private async Task SaveAsync(IReadOnlyList<DeliveryAttempt> tried, long from, long upTo, CancellationToken cancellationToken)
    {
        var kept = tried.Where(one => !one.IsHandled).Select(one => (Try: one, Delivery: CreatePending(one, one.Fault is null ? 0 : 1))).ToList();
        var noted = await store.SaveAsync(
            new(_subscription)
            {
                CursorMove = new(from, upTo),
                Handled = [.. tried.Where(one => one.IsHandled).Select(one => one.Context!)],
                Pending = [.. kept.Select(one => one.Delivery)],
            },
            cancellationToken);

        if (!noted)
            throw new CursorConflictException(_subscription);

        foreach (var (one, delivery) in kept)
            Report(one, delivery);
    }

    private PendingDelivery CreatePending(DeliveryAttempt tried, int attempts)
    {
        HasPending = true;
        var parked = attempts > _delays.Count;
        var now = bus.Clock.GetUtcNow();
        var due = attempts is 0 || parked ? now : now + _delays.After(attempts);
        return new(
            tried.Entry.Sequence, tried.Entry.Subject, attempts, due, tried.Fault?.Message ?? "waits for an earlier event of the same subject", parked);
    }

    /// <summary>Once it is noted, so that nothing is said twice, and who hears that it is parked finds it.</summary>
    private void Report(DeliveryAttempt tried, PendingDelivery kept)
    {
        if (tried.Fault is not { } fault)
            return;

        var (entry, attempts, parked) = (tried.Entry, kept.Attempts, kept.IsDeadLettered);
        var subscription = tried.Subscription ?? subscriptions.Of(entry.Name)[0];
        subscription.CountFault();
        bus.Telemetry.Faulted(subscription);
        if (parked)
            logger.DeliveryDeadLettered(fault, _subscription, entry.Name, entry.Sequence, attempts);
        else
            logger.DeliveryFailed(fault, _subscription, entry.Name, entry.Sequence, attempts, kept.NextAttemptAt);

        if (subscription.EventType.IsOwn)
            return;

        bus.RunDetached(async () =>
        {
            await bus.PublishAsync(new HandlerFaulted(subscription.Name, entry.Name, entry.Sequence, fault.Message)
            {
                Space = subscription.Space,
                Attempt = attempts,
                ExceptionType = fault.GetType().Name,
                WillRetry = !parked,
            });
            if (parked)
                await bus.PublishAsync(new EventDeadLettered(subscription.Name, entry.Name, entry.Sequence, fault.Message));
        });
    }

    /// <summary>Not the journal's own refusal, nor a place that was moved, nor the end of the program: those are tried again as they are.</summary>
    private static bool IsEffectFailure(Exception fault, CancellationToken cancellationToken) =>
        fault is not (JournalBusyException or CursorConflictException) && !cancellationToken.IsCancellationRequested;
}
