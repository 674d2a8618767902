using Plaza.Contracts.Tasks;
using Plaza.Queries.Durable;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Requests;

namespace Plaza.Web.Admin;

/// <summary>Reads the page about the spaces: subscriptions, cursors, dead letters and recent faults.</summary>
internal sealed class SpacesPageReader(BusInspector flow, DeliveryQueries deliveries, IRequestBus bus, TimeProvider clock)
{
    public async Task<SpacesPage> ReadAsync(CancellationToken ct)
    {
        var durable = new List<DurableSubscriptionRow>();
        foreach (var one in flow.DurableSubscriptions)
            durable.Add(new(one, await deliveries.GetStatusAsync(one.Subscription, one.EventNames, ct)));

        return new(
            clock.GetUtcNow(),
            flow.Graph,
            flow.Subscriptions,
            durable,
            flow.DeadLetters,
            await deliveries.GetFailedAsync(ct),
            await bus.SendAsync(new GetRecentFaults(), ct));
    }
}

/// <summary>A durable subscription and its cursor.</summary>
internal sealed record DurableSubscriptionRow(DurableSubscriptionInfo Subscription, SubscriptionStatus Status)
{
    public string Lag => Status.Lag == DeliveryQueries.MaxLag ? "10\u202f000 or more" : Components.NumberFormatter.Full(Status.Lag);
}

/// <param name="At">The time at which the state was read.</param>
internal sealed record SpacesPage(
    DateTimeOffset At,
    EventGraph Graph,
    IReadOnlyList<SubscriptionInfo> Subscriptions,
    IReadOnlyList<DurableSubscriptionRow> Durable,
    IReadOnlyList<DeadLetterInfo> DeadLetters,
    IReadOnlyList<FailedDelivery> FailedDeliveries,
    IReadOnlyList<RecentFault> RecentFaults)
{
    private const int MaxShown = 200;

    /// <summary>A message about the command that led to this page; null for none.</summary>
    public string? Done { get; init; }

    public IEnumerable<SubscriptionInfo> ShownSubscriptions => Subscriptions.Take(MaxShown);

    public int HiddenSubscriptions => Math.Max(0, Subscriptions.Count - MaxShown);

    public IEnumerable<DeadLetterInfo> ShownDeadLetters => DeadLetters.Take(MaxShown);

    public int HiddenDeadLetters => Math.Max(0, DeadLetters.Count - MaxShown);

    public IEnumerable<(string Name, long Count)> Figures =>
    [
        ("spaces", Graph.Publishers.Union(Graph.Subscribers).Except(["bus", "outside"]).Count()),
        ("kinds of event", Graph.Events.Count),
        ("subscriptions", Subscriptions.Count),
        ("durable subscriptions", Durable.Count),
        ("pending", Waiting(_ => true)),
        ("dead letters", Subscriptions.Sum(one => one.DeadLetterCount) + Durable.Sum(one => one.Status.DeadLettered)),
    ];

    /// <summary>An unnamed handler is named after its space and event; the event is dropped, since the table shows it below.</summary>
    public static string NameOf(SubscriptionInfo one) => one.Handler == $"{one.Space}({one.EventName})" ? $"{one.Space}(…)" : one.Handler;

    /// <summary>A short label of the state of a subscriber.</summary>
    public (string Text, bool IsHealthy) StateOf(string space)
    {
        var subscriptions = Subscriptions.Where(one => one.Space == space).ToList();
        var durable = Durable.Where(one => one.Subscription.Space == space).ToList();
        var deadLetters = subscriptions.Sum(one => one.DeadLetterCount) + durable.Sum(one => one.Status.DeadLettered);
        var isOpen = subscriptions.Exists(one => !one.IsCircuitClosed);
        var waiting = Waiting(one => one == space);
        List<string> words = [];
        if (isOpen)
            words.Add("circuit breaker open");
        if (deadLetters > 0)
            words.Add(deadLetters is 1 ? "1 dead letter" : $"{deadLetters} dead letters");
        if (waiting > 0)
            words.Add($"{waiting} pending");

        return (words is [] ? "up to date" : string.Join(", ", words), !isOpen && deadLetters is 0);
    }

    private long Waiting(Func<string, bool> filter) =>
        Subscriptions.Where(one => !one.IsDurable && filter(one.Space)).Sum(one => (long)one.QueueLength)
        + Durable.Where(one => filter(one.Subscription.Space)).Sum(one => (long)one.Status.Waiting + one.Status.Lag);
}
