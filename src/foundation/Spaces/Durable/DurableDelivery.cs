using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;
using Plaza.Spaces.Seeing;
using Plaza.Spaces.Telling;

namespace Plaza.Spaces.Durable;

/// <summary>
/// Delivers entries of the journal to the listeners of one subscription. Handlers run with a limit of time; their effects
/// and the place go into one transaction. What fails is kept with its next try and holds up nothing but the later events
/// of its own subject.
/// </summary>
internal sealed class DurableDelivery(
    string subscription, IReadOnlyList<DurableListener> listeners, IDeliveryStore store, Cascades cascades, EventBus bus, ILogger logger)
{
    private readonly FrozenDictionary<string, DurableListener[]> _listeners =
        listeners.GroupBy(listener => listener.Type.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private readonly Delivery _delivery = listeners[0].Delivery;
    private readonly Pauses _pauses = new(listeners[0].Delivery.Retries, bus.Scheduler);
    private readonly TimeSpan _limit = listeners[0].Delivery.Limit ?? bus.Options.HandlerLimit;

    /// <summary>The wire names of what the subscription listens to.</summary>
    public IReadOnlyList<string> Names => _listeners.Keys;

    /// <summary>Something was kept and will have to be tried again.</summary>
    public bool HasKept { get; set; } = true;

    /// <param name="entries">What was found, in journal order.</param>
    /// <param name="held">Subjects of which an earlier event still waits.</param>
    /// <param name="from">Where the place is.</param>
    /// <param name="upTo">Where it will be.</param>
    /// <param name="ct">The end of the program.</param>
    /// <exception cref="CircuitIsOpen">A circuit is open: what came before was noted, the rest stays in the journal.</exception>
    public async Task DeliverAsync(
        IReadOnlyList<JournalEntry> entries, HashSet<string> held, long from, long upTo, CancellationToken ct)
    {
        var tried = new List<Tried>(entries.Count);
        var failed = new HashSet<string>();
        foreach (var entry in entries)
        {
            var one = entry.Subject.Length > 0 && (held.Contains(entry.Subject) || failed.Contains(entry.Subject))
                ? new Tried(entry, null, null)
                : await TryAsync(entry, 1, ct);

            if (one.Fault is CircuitIsOpen open)
            {
                if (tried is [.., var last])
                    await DeliverAsync(tried, held, failed, from, last.Entry.Sequence, ct);

                throw open;
            }

            if (one.Fault is not null)
                failed.Add(entry.Subject);

            tried.Add(one);
        }

        await DeliverAsync(tried, held, failed, from, upTo, ct);
    }

    /// <summary>Notes what was tried. When an effect fails, each is noted for itself, to find whose it is.</summary>
    private async Task DeliverAsync(
        IReadOnlyList<Tried> tried, HashSet<string> held, HashSet<string> failed, long from, long upTo, CancellationToken ct)
    {
        try
        {
            await NoteAsync(tried, from, upTo, ct);
            held.UnionWith(failed);
        }
        catch (Exception fault) when (IsOfAnEffect(fault, ct) && tried is [var one])
        {
            await NoteAsync([new(one.Entry, null, fault)], from, upTo, ct);
            held.Add(one.Entry.Subject);
        }
        catch (Exception fault) when (IsOfAnEffect(fault, ct) && tried.Count > 0)
        {
            foreach (var one in tried)
            {
                await DeliverAsync([one.Entry], held, from, one.Entry.Sequence, ct);
                from = one.Entry.Sequence;
            }

            if (from < upTo)
                await NoteAsync([], from, upTo, ct);
        }
    }

    /// <param name="kept">What is due.</param>
    /// <param name="entry">What the journal says of it; null when somebody has cut it out, so that it can never be delivered.</param>
    /// <param name="ct">The end of the program.</param>
    public async Task DeliverAgainAsync(KeptDelivery kept, JournalEntry? entry, CancellationToken ct)
    {
        var done = new DeliveryStep(subscription) { NoLongerKept = kept.Sequence };
        if (entry is null)
        {
            await store.NoteAsync(done, ct);
            return;
        }

        var tried = await TryAsync(entry, kept.Attempts + 1, ct);
        if (tried.Fault is CircuitIsOpen open)
            throw open;

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

        await store.NoteAsync(new(subscription) { Kept = [Kept(tried, kept.Attempts + 1)] }, ct);
    }

    private async Task<Tried> TryAsync(JournalEntry entry, int attempt, CancellationToken ct)
    {
        EventContext? context = null;
        try
        {
            if (entry.Read() is { } happened)
            {
                context = cascades.ContextOf(
                    EventType.Of(happened.GetType()), entry.Sequence, entry.Time, entry.Cause, entry.Depth, entry.Root, isDurable: true, attempt);
                foreach (var listener in _listeners[entry.Name])
                    await listener.ThroughCircuit((happened, context, ct) => new(HandleAsync(listener, happened, context, ct)))(happened, context, ct);
            }

            return new(entry, context ?? new() { IsDurable = true }, null);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return new(entry, context, fault);
        }
    }

    /// <summary>One that takes too long is told to stop; one that does not listen is left behind.</summary>
    private async Task HandleAsync(DurableListener listener, IEvent happened, EventContext context, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(_limit, bus.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        using var span = BusTelemetry.Handling(listener, context);
        var begun = bus.Clock.GetTimestamp();
        var token = either.Token;
        var well = false;
        try
        {
            await bus.Scheduler.RunAsync(() => InAmbient(listener, happened, context, token)).WaitAsync(token);
            listener.CountHandled();
            well = true;
        }
        catch (OperationCanceledException stopped) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{listener.Name} took longer than {_limit.TotalSeconds} s.", stopped);
        }
        finally
        {
            bus.Telemetry.Took(listener, bus.Clock.GetElapsedTime(begun), well);
        }
    }

    private static async ValueTask InAmbient(DurableListener listener, IEvent happened, EventContext context, CancellationToken ct)
    {
        Ambient.Enter(context);
        await listener.HandleAsync(happened, context, ct);
    }

    private async Task NoteAsync(IReadOnlyList<Tried> tried, long from, long upTo, CancellationToken ct)
    {
        var noted = await store.NoteAsync(
            new(subscription)
            {
                Place = (from, upTo),
                Done = [.. tried.Where(one => one is { Fault: null, Context: not null }).Select(one => one.Context!)],
                Kept = [.. tried.Where(one => one.Fault is not null || one.Context is null).Select(one => Kept(one, one.Fault is null ? 0 : 1))],
            },
            ct);

        if (!noted)
            throw new InvalidOperationException($"Somebody else has moved the place of {subscription}.");
    }

    private KeptDelivery Kept(Tried tried, int attempts)
    {
        HasKept = true;
        var parked = attempts > _pauses.Count;
        var now = bus.Clock.GetUtcNow();
        var due = attempts is 0 || parked ? now : now + _pauses.After(attempts);
        if (tried.Fault is { } fault)
            Report(tried.Entry, fault, attempts, due, parked);

        return new(
            tried.Entry.Sequence, tried.Entry.Subject, attempts, due, tried.Fault?.Message ?? "waits for an earlier event of the same subject", parked);
    }

    private void Report(JournalEntry entry, Exception fault, int attempts, DateTimeOffset due, bool parked)
    {
        var listener = _listeners[entry.Name][0];
        listener.CountFault();
        bus.Telemetry.Faulted(listener);
        if (parked)
            logger.DeliveryParked(fault, subscription, entry.Name, entry.Sequence, attempts);
        else
            logger.DeliveryFailed(fault, subscription, entry.Name, entry.Sequence, attempts, due);

        if (listener.Type.IsOwn)
            return;

        bus.Later(async () =>
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

    /// <summary>Not the journal's own refusal, nor the end of the program: those are tried again as they are.</summary>
    private static bool IsOfAnEffect(Exception fault, CancellationToken ct) => fault is not JournalBusyException && !ct.IsCancellationRequested;

    private sealed record Tried(JournalEntry Entry, EventContext? Context, Exception? Fault);
}
