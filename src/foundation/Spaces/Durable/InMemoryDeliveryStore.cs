using System.Runtime.InteropServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Durable;

/// <summary>The delivery store of the journal in memory. Applies effects of type <c>Action</c>.</summary>
internal sealed class InMemoryDeliveryStore(TimeProvider clock) : IDeliveryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _cursors = [];
    private readonly Dictionary<string, SortedDictionary<long, PendingDelivery>> _pending = [];

    /// <summary>Number of effects of a delivery that were applied before a later one of the same save failed: they cannot be rolled back, so they are not applied again.</summary>
    private readonly Dictionary<(string Subscription, long Sequence), int> _applied = [];

    public event Action? RetryRequested;

    public ValueTask<long?> GetCursorAsync(string subscription, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new(_cursors.TryGetValue(subscription, out var cursor) ? cursor : null);
    }

    public ValueTask<IReadOnlyCollection<string>> GetBlockedSubjectsAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool blockOnDeadLetter, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new([.. Of(subscription).Values
                .Where(pending => blockOnDeadLetter || !pending.IsDeadLettered)
                .Select(pending => pending.Subject)
                .Where(subjects.Contains)
                .Distinct()]);
        }
    }

    public ValueTask<IReadOnlyList<PendingDelivery>> GetDueAsync(string subscription, int maxCount, bool blockOnDeadLetter, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var waiting = Of(subscription).Values.Where(pending => blockOnDeadLetter || !pending.IsDeadLettered).ToList();
            return new([.. waiting.Where(pending => pending.Subject.Length is 0)
                .Concat(waiting.Where(pending => pending.Subject.Length > 0).DistinctBy(pending => pending.Subject))
                .Where(pending => !pending.IsDeadLettered)
                .OrderBy(pending => pending.NextAttemptAt)
                .Take(maxCount)]);
        }
    }

    public ValueTask<bool> SaveAsync(DeliveryProgress step, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var pending = Of(step.Subscription);
            if (step.CursorMove is { } cursor && _cursors.GetValueOrDefault(step.Subscription) != cursor.From)
                return new(false);

            if (step.ResolvedSequence is { } resolved && !pending.ContainsKey(resolved))
                return new(false);

            foreach (var one in step.Handled)
                Apply(step.Subscription, one);

            if (step.CursorMove is { } moved)
                _cursors[step.Subscription] = moved.To;

            if (step.ResolvedSequence is { } removed)
                pending.Remove(removed);

            foreach (var one in step.Pending)
                pending[one.Sequence] = one;

            foreach (var one in step.Handled)
                _applied.Remove((step.Subscription, one.Sequence));

            return new(true);
        }
    }

    public ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var pending = Of(subscription);
            if (!pending.TryGetValue(sequence, out var one))
                return new(false);

            pending[sequence] = one with { IsDeadLettered = false, Attempts = 0, NextAttemptAt = clock.GetUtcNow() };
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
            foreach (var later in Of(subscription).Keys.Where(pending => pending > sequence).ToList())
                Of(subscription).Remove(later);
        }

        RetryRequested?.Invoke();
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<SubscriptionDelivery>> GetPendingAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new([.. _pending.SelectMany(of => of.Value.Values.Select(pending => new SubscriptionDelivery(of.Key, pending)))]);
    }

    private void Apply(string subscription, EventContext handled)
    {
        foreach (var effect in handled.Effects.Skip(_applied.GetValueOrDefault((subscription, handled.Sequence))))
        {
            if (effect is not Action action)
                throw new NotSupportedException($"The journal in memory applies effects of type Action, not {effect.GetType().Name}.");

            action();
            CollectionsMarshal.GetValueRefOrAddDefault(_applied, (subscription, handled.Sequence), out _)++;
        }
    }

    private SortedDictionary<long, PendingDelivery> Of(string subscription)
    {
        if (!_pending.TryGetValue(subscription, out var pending))
            _pending.Add(subscription, pending = []);

        return pending;
    }
}
