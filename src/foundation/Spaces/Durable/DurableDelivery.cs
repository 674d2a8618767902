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
internal sealed class DurableDelivery(DurableListeners listeners, IDeliveryStore store, Cascades cascades, EventBus bus, ILogger logger)
{
    private readonly string _subscription = listeners.Subscription;
    private readonly Pauses _pauses = new(listeners.Delivery.Retries, bus.Scheduler);
    private readonly TimeSpan _limit = listeners.Delivery.Limit ?? bus.Options.HandlerLimit;

    /// <summary>The wire names of what the subscription listens to.</summary>
    public IReadOnlyList<string> Names => listeners.Names;

    /// <summary>Something was kept and will have to be tried again.</summary>
    public bool HasKept { get; set; } = true;

    /// <param name="entries">What was found, in journal order.</param>
    /// <param name="held">Subjects of which an earlier event still waits.</param>
    /// <param name="from">Where the place is.</param>
    /// <param name="upTo">Where it will be.</param>
    /// <param name="ct">The end of the program.</param>
    /// <exception cref="PlaceMovedException">The place is not at <paramref name="from"/> any more: nothing was noted.</exception>
    /// <exception cref="CircuitIsOpen">A circuit is open: what came before was noted, the rest stays in the journal.</exception>
    public async Task DeliverAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> held, long from, long upTo, CancellationToken ct)
    {
        var rest = entries;
        while (true)
        {
            var (tried, open) = await TryAsync(rest, held, 1, ct);
            var isAll = tried.Count == rest.Count;
            var to = isAll ? upTo : tried is [.., var last] ? last.Entry.Sequence : from;
            if (isAll || tried.Count > 0)
                await NoteEachAsync(tried, held, from, to, ct);

            if (open is not null)
                throw open;

            if (isAll)
                return;

            (from, rest) = (to, [.. rest.Skip(tried.Count)]);
        }
    }

    /// <summary>Notes what was tried. When an effect fails, each is noted for itself, to find whose it is.</summary>
    private async Task NoteEachAsync(IReadOnlyList<Try> tried, HashSet<string> held, long from, long upTo, CancellationToken ct)
    {
        try
        {
            await NoteAsync(tried, from, upTo, ct);
        }
        catch (Exception fault) when (IsOfAnEffect(fault, ct) && tried is [var one])
        {
            await NoteAsync([new(one.Entry, null, fault)], from, upTo, ct);
            held.Add(one.Entry.Subject);
        }
        catch (Exception fault) when (IsOfAnEffect(fault, ct) && tried.Count > 0)
        {
            var failed = new HashSet<string>();
            foreach (var one in tried)
            {
                var isBehind = one.Entry.Subject.Length > 0 && failed.Contains(one.Entry.Subject);
                await NoteEachAsync([isBehind ? one with { Context = null } : one], failed, from, one.Entry.Sequence, ct);
                from = one.Entry.Sequence;
            }

            held.UnionWith(failed);
            if (from < upTo)
                await NoteAsync([], from, upTo, ct);
        }
    }

    /// <param name="kept">What is due.</param>
    /// <param name="entry">What the journal says of it; null when somebody has cut it out, so that it can never be delivered.</param>
    /// <param name="ct">The end of the program.</param>
    public async Task DeliverAgainAsync(KeptDelivery kept, JournalEntry? entry, CancellationToken ct)
    {
        var done = new DeliveryStep(_subscription) { NoLongerKept = kept.Sequence };
        if (entry is null)
        {
            await store.NoteAsync(done, ct);
            return;
        }

        var (all, open) = await TryAsync([entry], [], kept.Attempts + 1, ct);
        if (open is not null)
            throw open;

        var tried = all[0];
        if (tried.Fault is null)
        {
            try
            {
                await store.NoteAsync(done with { Done = [tried.Context!] }, ct);
                return;
            }
            catch (Exception fault) when (IsOfAnEffect(fault, ct))
            {
                tried = tried with { Fault = fault };
            }
        }

        var again = Kept(tried, kept.Attempts + 1);
        if (await store.NoteAsync(done with { Kept = [again] }, ct))
            Report(tried, again);
    }

    /// <summary>
    /// Handlers run elsewhere, so that one that stands still can be left behind: when none has ended for as long as one may
    /// take, the one that runs is told to stop, and what came up to it is to be noted.
    /// </summary>
    private async Task<(IReadOnlyList<Try> Tried, CircuitIsOpen? Open)> TryAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> held, int attempt, CancellationToken ct)
    {
        using var tries = new Tries(entries, listeners, cascades, bus, held);
        var running = bus.Scheduler.RunAsync(() => tries.RunAsync(attempt, ct));
        if (!await EndsAsync(running, tries, ct))
            await tries.TellAsync(_limit);

        ct.ThrowIfCancellationRequested();
        return (tries.Tried(), tries.Open);
    }

    /// <returns>False when it stands still.</returns>
    private async Task<bool> EndsAsync(Task running, Tries tries, CancellationToken ct)
    {
        await tries.Begun.WaitAsync(ct);
        while (true)
        {
            var before = tries.Count;
            try
            {
                await running.WaitAsync(_limit, bus.Clock, ct);
                return true;
            }
            catch (TimeoutException) when (!running.IsFaulted)
            {
                if (tries.TryLeave(before, _limit))
                    return false;
            }
        }
    }

    private async Task NoteAsync(IReadOnlyList<Try> tried, long from, long upTo, CancellationToken ct)
    {
        var kept = tried.Where(one => !one.IsDone).Select(one => (Try: one, Delivery: Kept(one, one.Fault is null ? 0 : 1))).ToList();
        var noted = await store.NoteAsync(
            new(_subscription)
            {
                Place = (from, upTo),
                Done = [.. tried.Where(one => one.IsDone).Select(one => one.Context!)],
                Kept = [.. kept.Select(one => one.Delivery)],
            },
            ct);

        if (!noted)
            throw new PlaceMovedException(_subscription);

        foreach (var (one, delivery) in kept)
            Report(one, delivery);
    }

    private KeptDelivery Kept(Try tried, int attempts)
    {
        HasKept = true;
        var parked = attempts > _pauses.Count;
        var now = bus.Clock.GetUtcNow();
        var due = attempts is 0 || parked ? now : now + _pauses.After(attempts);
        return new(
            tried.Entry.Sequence, tried.Entry.Subject, attempts, due, tried.Fault?.Message ?? "waits for an earlier event of the same subject", parked);
    }

    /// <summary>Once it is noted, so that nothing is said twice, and who hears that it is parked finds it.</summary>
    private void Report(Try tried, KeptDelivery kept)
    {
        if (tried.Fault is not { } fault)
            return;

        var (entry, attempts, parked) = (tried.Entry, kept.Attempts, kept.IsParked);
        var listener = tried.Listener ?? listeners.Of(entry.Name)[0];
        listener.CountFault();
        bus.Telemetry.Faulted(listener);
        if (parked)
            logger.DeliveryParked(fault, _subscription, entry.Name, entry.Sequence, attempts);
        else
            logger.DeliveryFailed(fault, _subscription, entry.Name, entry.Sequence, attempts, kept.Due);

        if (listener.Type.IsOwn)
            return;

        bus.RunDetached(async () =>
        {
            await bus.PublishAsync(new HandlerFaulted(listener.Name, entry.Name, entry.Sequence, fault.Message)
            {
                Space = listener.Space,
                Attempt = attempts,
                Fault = fault.GetType().Name,
                WillRetry = !parked,
            });
            if (parked)
                await bus.PublishAsync(new EventParked(listener.Name, entry.Name, entry.Sequence, fault.Message));
        });
    }

    /// <summary>Not the journal's own refusal, nor a place that was moved, nor the end of the program: those are tried again as they are.</summary>
    private static bool IsOfAnEffect(Exception fault, CancellationToken ct) =>
        fault is not (JournalBusyException or PlaceMovedException) && !ct.IsCancellationRequested;
}
