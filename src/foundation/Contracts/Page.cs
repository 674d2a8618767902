namespace Plaza.Contracts;

/// <summary>A page of a longer list, newest first.</summary>
/// <param name="Items">The items of this page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items);
