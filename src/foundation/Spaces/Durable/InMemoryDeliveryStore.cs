using System.Runtime.InteropServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Durable;

/// <summary>Places and kept deliveries of the journal in memory. The effects that it understands are <c>Action</c>s.</summary>
internal sealed class InMemoryDeliveryStore(TimeProvider clock) : IDeliveryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _cursors = [];
    private readonly Dictionary<string, SortedDictionary<long, PendingDelivery>> _pending = [];

    /// <summary>How many effects of a delivery were applied, when a later one of its step failed: they cannot be undone, so they are not done again.</summary>
    private readonly Dictionary<(string Subscription, long Sequence), int> _applied = [];

    public event Action? RetryRequested;

    public ValueTask<long?> GetCursorAsync(string subscription, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new(_cursors.TryGetValue(subscription, out var cursor) ? cursor : null);
    }

    public ValueTask<IReadOnlyCollection<string>> GetBlockedSubjectsAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool behindParked, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new([.. Of(subscription).Values
                .Where(kept => behindParked || !kept.IsDeadLettered)
                .Select(kept => kept.Subject)
                .Where(subjects.Contains)
                .Distinct()]);
        }
    }

    public ValueTask<IReadOnlyList<PendingDelivery>> GetDueAsync(string subscription, int maxCount, bool behindParked, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var waiting = Of(subscription).Values.Where(kept => behindParked || !kept.IsDeadLettered).ToList();
            return new([.. waiting.Where(kept => kept.Subject.Length is 0)
                .Concat(waiting.Where(kept => kept.Subject.Length > 0).DistinctBy(kept => kept.Subject))
                .Where(kept => !kept.IsDeadLettered)
                .OrderBy(kept => kept.NextAttemptAt)
                .Take(maxCount)]);
        }
    }

    public ValueTask<bool> SaveAsync(DeliveryProgress step, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var kept = Of(step.Subscription);
            if (step.CursorMove is { } cursor && _cursors.GetValueOrDefault(step.Subscription) != cursor.From)
                return new(false);

            if (step.ResolvedSequence is { } gone && !kept.ContainsKey(gone))
                return new(false);

            foreach (var one in step.Handled)
                Apply(step.Subscription, one);

            if (step.CursorMove is { } moved)
                _cursors[step.Subscription] = moved.To;

            if (step.ResolvedSequence is { } done)
                kept.Remove(done);

            foreach (var one in step.Pending)
                kept[one.Sequence] = one;

            foreach (var one in step.Handled)
                _applied.Remove((step.Subscription, one.Sequence));

            return new(true);
        }
    }

    public ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var kept = Of(subscription);
            if (!kept.TryGetValue(sequence, out var one))
                return new(false);

            kept[sequence] = one with { IsDeadLettered = false, Attempts = 0, NextAttemptAt = clock.GetUtcNow() };
        }

        RetryRequested?.Invoke();
        return new(true);
    }

    public ValueTask<bool> DiscardAsync(string subscription, long sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!Of(subscription).Remove(sequence))
                return new(false);
        }

        RetryRequested?.Invoke();
        return new(true);
    }

    public ValueTask RewindAsync(string subscription, long sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _cursors[subscription] = sequence;
            foreach (var later in Of(subscription).Keys.Where(kept => kept > sequence).ToList())
                Of(subscription).Remove(later);
        }

        RetryRequested?.Invoke();
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<SubscriptionDelivery>> GetPendingAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new([.. _pending.SelectMany(of => of.Value.Values.Select(kept => new SubscriptionDelivery(of.Key, kept)))]);
    }

    private void Apply(string subscription, EventContext done)
    {
        foreach (var effect in done.Effects.Skip(_applied.GetValueOrDefault((subscription, done.Sequence))))
        {
            if (effect is not Action action)
                throw new NotSupportedException($"The journal in memory applies effects of type Action, not {effect.GetType().Name}.");

            action();
            CollectionsMarshal.GetValueRefOrAddDefault(_applied, (subscription, done.Sequence), out _)++;
        }
    }

    private SortedDictionary<long, PendingDelivery> Of(string subscription)
    {
        if (!_pending.TryGetValue(subscription, out var kept))
            _pending.Add(subscription, kept = []);

        return kept;
    }
}
