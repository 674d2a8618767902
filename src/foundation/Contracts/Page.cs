namespace Plaza.Contracts;

/// <summary>A part of a longer list, newest first.</summary>
/// <param name="Items">What lies on this page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items);
