namespace Plaza.Spaces.Journal;

/// <summary>The position of a journaled event in its cascade.</summary>
/// <param name="Depth">1 for an event without a cause, else one more than the depth of its cause.</param>
/// <param name="Root">The sequence of the first event of the cascade.</param>
public readonly record struct CascadePosition(int Depth, long Root);
