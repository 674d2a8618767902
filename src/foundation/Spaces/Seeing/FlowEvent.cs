namespace Plaza.Spaces.Seeing;

/// <summary>One type of event, who says it and who hears it.</summary>
/// <param name="Name">Its wire name.</param>
/// <param name="SaidBy">The spaces that declare it; <c>bus</c> for what the bus says about itself.</param>
/// <param name="HeardBy">Each space once for each way in which it listens, by name.</param>
public sealed record FlowEvent(string Name, IReadOnlyList<string> SaidBy, IReadOnlyList<FlowHearing> HeardBy);
