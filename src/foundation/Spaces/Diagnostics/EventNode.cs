namespace Plaza.Spaces.Diagnostics;

/// <summary>One type of event, who says it and who hears it.</summary>
/// <param name="Name">Its wire name.</param>
/// <param name="PublishedBy">The spaces that declare it; <c>bus</c> for what the bus says about itself.</param>
/// <param name="SubscribedBy">Each space once for each way in which it listens, by name.</param>
public sealed record EventNode(string Name, IReadOnlyList<string> PublishedBy, IReadOnlyList<EventSubscriber> SubscribedBy);
