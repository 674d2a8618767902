namespace Plaza.Spaces.Durable;

/// <summary>A move of a subscription's cursor, from the last sequence read before to the last sequence read now.</summary>
/// <param name="From">The expected position; 0 for a subscription that has none yet.</param>
/// <param name="To">The new position.</param>
public readonly record struct CursorMove(long From, long To);
