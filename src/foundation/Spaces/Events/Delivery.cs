namespace Plaza.Spaces.Events;

/// <summary>How a subscription wants its events.</summary>
public sealed record Delivery
{
    private Delivery(DeliveryMode mode) => Mode = mode;

    public DeliveryMode Mode { get; }

    /// <summary>How many events a concurrent subscription handles at a time.</summary>
    public int Max { get; private init; } = 1;

    /// <summary>The name under which a durable subscription keeps its place in the journal.</summary>
    public string? Name { get; private init; }

    /// <summary>In the publisher's turn, in the order of subscribing.</summary>
    public static Delivery Inline { get; } = new(DeliveryMode.Inline);

    /// <summary>On threads of its own, at most <paramref name="max"/> events at a time, in no order.</summary>
    public static Delivery Concurrent(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return new(DeliveryMode.Concurrent) { Max = max };
    }

    /// <summary>
    /// From the journal, at least once, in order per subject, retried and at last parked. All durable subscriptions of
    /// one <paramref name="name"/> share one place in the journal.
    /// </summary>
    public static Delivery Durable(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(DeliveryMode.Durable) { Name = name };
    }
}

/// <summary>The ways to listen; what each promises stands at <see cref="Delivery"/>.</summary>
public enum DeliveryMode
{
    Inline,
    Concurrent,
    Durable,
}
