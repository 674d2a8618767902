namespace Plaza.Spaces.Diagnostics;

/// <summary>A type of events with its publishers and subscribers.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="PublishedBy">The spaces that declare to publish it; <c>bus</c> for reports of the bus itself.</param>
/// <param name="SubscribedBy">One entry for each space and mode, sorted by name.</param>
public sealed record EventNode(string Name, IReadOnlyList<string> PublishedBy, IReadOnlyList<EventSubscriber> SubscribedBy);
