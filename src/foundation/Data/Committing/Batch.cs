using Plaza.Spaces.Events;

namespace Plaza.Data.Committing;

/// <summary>What one transaction brought: the orders to answer and the events to tell, in journal order.</summary>
internal sealed record Batch(IReadOnlyList<Order> Orders, IReadOnlyList<(IEvent Happened, EventContext Context)> Events);
