using Plaza.Contracts.Tasks;
using Plaza.Queries.Durable;
using Plaza.Spaces.Diagnostics;
using Plaza.Spaces.Requests;

namespace Plaza.Web.Admin;

/// <summary>Reads the state of all spaces.</summary>
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
internal sealed record DurableSubscriptionRow(DurableSubscriptionInfo Subscription, SubscriptionStatus Place)
{
    public string Lag => Place.Lag == DeliveryQueries.MaxLag ? "10\u202f000 or more" : Components.NumberFormatter.Full(Place.Lag);
}

/// <param name="At">When it stood so.</param>
internal sealed record SpacesPage(
    DateTimeOffset At,
    EventGraph Graph,
    IReadOnlyList<SubscriptionInfo> Subscriptions,
    IReadOnlyList<DurableSubscriptionRow> Durable,
    IReadOnlyList<DeadLetterInfo> DeadLetters,
    IReadOnlyList<FailedDelivery> Troubled,
    IReadOnlyList<RecentFault> Troubles)
{
    private const int MaxShown = 200;

    /// <summary>What was done just now.</summary>
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
        ("dead letters", Subscriptions.Sum(one => one.DeadLetterCount) + Durable.Sum(one => one.Place.DeadLettered)),
    ];

    /// <summary>The name of an unnamed handler contains its event, which the table shows below it.</summary>
    public static string NameOf(SubscriptionInfo one) => one.Handler == $"{one.Space}({one.EventName})" ? $"{one.Space}(…)" : one.Handler;

    /// <summary>The state of a subscriber in two or three words.</summary>
    public (string Words, bool IsHealthy) StateOf(string space)
    {
        var listeners = Subscriptions.Where(one => one.Space == space).ToList();
        var durable = Durable.Where(one => one.Subscription.Space == space).ToList();
        var parked = listeners.Sum(one => one.DeadLetterCount) + durable.Sum(one => one.Place.DeadLettered);
        var isOpen = listeners.Exists(one => !one.IsCircuitClosed);
        var waiting = Waiting(one => one == space);
        List<string> words = [];
        if (isOpen)
            words.Add("circuit breaker open");
        if (parked > 0)
            words.Add($"{parked} dead letters");
        if (waiting > 0)
            words.Add($"{waiting} pending");

        return (words is [] ? "up to date" : string.Join(", ", words), !isOpen && parked is 0);
    }

    private long Waiting(Func<string, bool> isWanted) =>
        Subscriptions.Where(one => !one.IsDurable && isWanted(one.Space)).Sum(one => (long)one.QueueLength)
        + Durable.Where(one => isWanted(one.Subscription.Space)).Sum(one => (long)one.Place.Waiting + one.Place.Lag);
}
