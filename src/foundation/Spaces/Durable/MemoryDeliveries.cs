using System.Runtime.CompilerServices;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Durable;

/// <summary>Places and kept deliveries of the journal in memory. The effects that it understands are <c>Action</c>s.</summary>
internal sealed class MemoryDeliveries(TimeProvider clock) : IDeliveryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _places = [];
    private readonly Dictionary<string, SortedDictionary<long, KeptDelivery>> _kept = [];
    private readonly ConditionalWeakTable<EventContext, StrongBox<int>> _applied = [];

    public event Action? Released;

    public ValueTask<long?> PlaceAsync(string subscription, CancellationToken ct = default)
    {
        lock (_lock)
            return new(_places.TryGetValue(subscription, out var place) ? place : null);
    }

    public ValueTask<IReadOnlyCollection<string>> HeldAsync(
        string subscription, IReadOnlyCollection<string> subjects, bool behindParked, CancellationToken ct = default)
    {
        lock (_lock)
        {
            return new([.. Of(subscription).Values
                .Where(kept => behindParked || !kept.IsParked)
                .Select(kept => kept.Subject)
                .Where(subjects.Contains)
                .Distinct()]);
        }
    }

    public ValueTask<IReadOnlyList<KeptDelivery>> DueAsync(string subscription, int most, bool behindParked, CancellationToken ct = default)
    {
        lock (_lock)
        {
            var waiting = Of(subscription).Values.Where(kept => behindParked || !kept.IsParked).ToList();
            return new([.. waiting.Where(kept => kept.Subject.Length is 0)
                .Concat(waiting.Where(kept => kept.Subject.Length > 0).DistinctBy(kept => kept.Subject))
                .Where(kept => !kept.IsParked)
                .OrderBy(kept => kept.Due)
                .Take(most)]);
        }
    }

    public ValueTask<bool> NoteAsync(DeliveryStep step, CancellationToken ct = default)
    {
        lock (_lock)
        {
            var kept = Of(step.Subscription);
            if (step.Place is { } place && _places.GetValueOrDefault(step.Subscription) != place.From)
                return new(false);

            if (step.NoLongerKept is { } gone && !kept.ContainsKey(gone))
                return new(false);

            foreach (var context in step.Done)
                Apply(context);

            if (step.Place is { } moved)
                _places[step.Subscription] = moved.To;

            if (step.NoLongerKept is { } done)
                kept.Remove(done);

            foreach (var one in step.Kept)
                kept[one.Sequence] = one;

            return new(true);
        }
    }

    public ValueTask<bool> ReplayAsync(string subscription, long sequence, CancellationToken ct = default)
    {
        lock (_lock)
        {
            var kept = Of(subscription);
            if (!kept.TryGetValue(sequence, out var one))
                return new(false);

            kept[sequence] = one with { IsParked = false, Attempts = 0, Due = clock.GetUtcNow() };
        }

        Released?.Invoke();
        return new(true);
    }

    public ValueTask<bool> DropAsync(string subscription, long sequence, CancellationToken ct = default)
    {
        lock (_lock)
        {
            if (!Of(subscription).Remove(sequence))
                return new(false);
        }

        Released?.Invoke();
        return new(true);
    }

    public ValueTask RewindAsync(string subscription, long sequence, CancellationToken ct = default)
    {
        lock (_lock)
        {
            _places[subscription] = sequence;
            foreach (var later in Of(subscription).Keys.Where(kept => kept > sequence).ToList())
                Of(subscription).Remove(later);
        }

        Released?.Invoke();
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<(string Subscription, KeptDelivery Delivery)>> KeptAsync(CancellationToken ct = default)
    {
        lock (_lock)
            return new([.. _kept.SelectMany(of => of.Value.Values.Select(kept => (of.Key, kept)))]);
    }

    /// <summary>An action cannot be undone: where a later one fails, what was applied is passed over when it is noted anew.</summary>
    private void Apply(EventContext done)
    {
        var applied = _applied.GetOrCreateValue(done);
        for (; applied.Value < done.Effects.Count; applied.Value++)
            Apply(done.Effects[applied.Value]);
    }

    private static void Apply(Delegate effect)
    {
        if (effect is not Action action)
            throw new NotSupportedException($"The journal in memory applies effects of type Action, not {effect.GetType().Name}.");

        action();
    }

    private SortedDictionary<long, KeptDelivery> Of(string subscription)
    {
        if (!_kept.TryGetValue(subscription, out var kept))
            _kept.Add(subscription, kept = []);

        return kept;
    }
}
