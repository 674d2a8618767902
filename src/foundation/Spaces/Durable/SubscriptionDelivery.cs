namespace Plaza.Spaces.Durable;

/// <summary>A pending delivery and its durable subscription.</summary>
/// <param name="Subscription">The name of the subscription.</param>
/// <param name="Delivery">The pending or dead-lettered event.</param>
public sealed record SubscriptionDelivery(string Subscription, PendingDelivery Delivery);
