using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Data.Durable;

/// <summary>
/// Delivers entries of the journal to the handlers of one subscription. Handlers run off the writer, with a limit of
/// time; their effects and the cursor go into one transaction. What fails is kept with its next try and holds up nothing
/// but the later events of its own subject.
/// </summary>
internal sealed class DurableDelivery(
    string subscription, IReadOnlyList<DurableHandler> handlers, Committer committer, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    private readonly FrozenDictionary<string, DurableHandler[]> _handlers =
        handlers.GroupBy(handler => handler.Type.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The wire names of what the subscription listens to.</summary>
    public IReadOnlyList<string> Types => _handlers.Keys;

    /// <param name="entries">What was found, in journal order.</param>
    /// <param name="held">Subjects of which an earlier event still waits.</param>
    /// <param name="from">Where the cursor stands.</param>
    /// <param name="upTo">Where it will stand.</param>
    public async Task DeliverAsync(
        IReadOnlyList<JournalRow> entries, HashSet<string> held, long from, long upTo, CancellationToken ct)
    {
        var tried = new List<Tried>(entries.Count);
        var failed = new HashSet<string>();
        foreach (var entry in entries)
        {
            var one = entry.Subject.Length > 0 && (held.Contains(entry.Subject) || failed.Contains(entry.Subject))
                ? new Tried(entry, null, null)
                : await TryAsync(entry, ct);

            if (one.Fault is not null)
                failed.Add(entry.Subject);

            tried.Add(one);
        }

        try
        {
            await CommitAsync(tried, from, upTo, ct);
            held.UnionWith(failed);
        }
        catch (Exception fault) when (IsOfAnEffect(fault, ct) && entries is [var entry])
        {
            await CommitAsync([new(entry, null, fault)], from, upTo, ct);
            held.Add(entry.Subject);
        }
        catch (Exception fault) when (IsOfAnEffect(fault, ct) && entries.Count > 0)
        {
            foreach (var entry in entries)
            {
                await DeliverAsync([entry], held, from, entry.Sequence, ct);
                from = entry.Sequence;
            }

            if (from < upTo)
                await CommitAsync([], from, upTo, ct);
        }
    }

    /// <param name="row">What is due.</param>
    /// <param name="entry">What the journal says of it; null when somebody has cut it out, so that it can never be delivered.</param>
    public async Task DeliverAgainAsync(DeliveryRow row, JournalRow? entry, CancellationToken ct)
    {
        if (entry is null)
        {
            await committer.CommitAsync(commit => Deliveries.Remove(commit, subscription, row.Sequence), ct);
            return;
        }

        var tried = await TryAsync(entry, ct);
        if (tried.Fault is null)
        {
            try
            {
                await committer.CommitAsync(commit => Deliveries.Remove(commit, subscription, row.Sequence) && Applied(commit, tried), ct);
                return;
            }
            catch (Exception fault) when (IsOfAnEffect(fault, ct))
            {
                tried = tried with { Fault = fault };
            }
        }

        await committer.CommitAsync(commit => Kept(commit, tried.Entry, row.Attempts + 1, tried.Fault), ct);
    }

    private async Task<Tried> TryAsync(JournalRow entry, CancellationToken ct)
    {
        var context = new EventContext { Sequence = entry.Sequence, Time = entry.Time, Cause = entry.Cause, IsDurable = true };
        try
        {
            if (EventTypes.Read(entry.Type, entry.Payload) is { } happened)
            {
                foreach (var handler in _handlers[entry.Type])
                    await HandleAsync(handler, happened, context, ct);
            }

            return new(entry, context, null);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return new(entry, context, fault);
        }
    }

    /// <summary>One that takes too long is told to stop; one that does not listen is left behind.</summary>
    private async Task HandleAsync(DurableHandler handler, IEvent happened, EventContext context, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var token = either.Token;
        try
        {
            await Task.Run(() => handler.HandleAsync(happened, context, token).AsTask(), token).WaitAsync(token);
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{handler.Name} took longer than {Limit.TotalSeconds} s.", late);
        }
    }

    private async Task CommitAsync(IReadOnlyList<Tried> tried, long from, long upTo, CancellationToken ct) =>
        await committer.CommitAsync(
            commit =>
            {
                if (!Deliveries.Move(commit, subscription, from, upTo))
                    throw new InvalidOperationException($"Another process has moved the cursor of {subscription}.");

                foreach (var one in tried)
                    _ = one is { Fault: null, Context: not null } ? Applied(commit, one) : Kept(commit, one.Entry, one.Fault is null ? 0 : 1, one.Fault);

                return true;
            },
            ct);

    private static bool Applied(Commit commit, Tried one)
    {
        one.Context!.Apply(commit);
        return true;
    }

    private bool Kept(Commit commit, JournalRow entry, int attempts, Exception? fault)
    {
        var parked = attempts > Retries.Length;
        var due = attempts is 0 || parked ? commit.Now : commit.Now + Retries[attempts - 1];
        Deliveries.Keep(commit, new()
        {
            Subscription = subscription,
            Sequence = entry.Sequence,
            Subject = entry.Subject,
            Attempts = attempts,
            Due = due,
            Error = fault?.Message ?? "waits for an earlier event of the same subject",
            IsParked = parked,
        });

        if (parked)
            logger.DeliveryParked(fault!, subscription, entry.Type, entry.Sequence, attempts);
        else if (fault is not null)
            logger.DeliveryFailed(fault, subscription, entry.Type, entry.Sequence, attempts, due);

        return true;
    }

    /// <summary>Not the committer's own refusal, nor the end of the program: those are tried again as they are.</summary>
    private static bool IsOfAnEffect(Exception fault, CancellationToken ct) =>
        fault is not RefusedException { Refusal: Refusal.Busy } && !ct.IsCancellationRequested;

    private sealed record Tried(JournalRow Entry, EventContext? Context, Exception? Fault);
}
