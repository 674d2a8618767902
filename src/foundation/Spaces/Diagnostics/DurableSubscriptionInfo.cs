namespace Plaza.Spaces.Diagnostics;

/// <summary>A durable subscription, whose place is kept with the journal.</summary>
/// <param name="Subscription">The name of its place.</param>
/// <param name="Space">Whose it is.</param>
/// <param name="EventNames">The wire names of what it hears, in order.</param>
public sealed record DurableSubscriptionInfo(string Subscription, string Space, IReadOnlyList<string> EventNames);
