namespace Plaza.Data.Replaying;

/// <summary>What can be worked out from the journal, and is kept so that nobody has to.</summary>
/// <param name="Name">What the operator calls it.</param>
/// <param name="Parts">What folds the journal for it.</param>
/// <param name="Tables">Where it is kept.</param>
internal sealed record ReadModel(string Name, IReadOnlyList<ReplayProjection> Parts, IReadOnlyList<ReplayTable> Tables);
