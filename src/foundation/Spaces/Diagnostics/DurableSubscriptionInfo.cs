namespace Plaza.Spaces.Diagnostics;

/// <summary>A durable subscription; its cursor is in the delivery store of the journal.</summary>
/// <param name="Subscription">The name of the subscription and its cursor.</param>
/// <param name="Space">The space that declared it.</param>
/// <param name="EventNames">The wire names of its events, sorted.</param>
public sealed record DurableSubscriptionInfo(string Subscription, string Space, IReadOnlyList<string> EventNames);
