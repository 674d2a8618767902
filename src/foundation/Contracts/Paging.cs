namespace Plaza.Contracts;

/// <summary>A page of a longer list, newest first.</summary>
/// <param name="Items">The items of this page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items);

/// <summary>
/// The position of a page in a list that is sorted by id, newest first (Mastodon's API). Ids are exclusive.
/// </summary>
/// <param name="Limit">Maximum number of items; at least 1.</param>
public sealed record PageRequest(int Limit)
{
    /// <summary>Only items older than this.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only items newer than this: the newest of them.</summary>
    public long? SinceId { get; init; }

    /// <summary>Only items newer than this: those next to it.</summary>
    public long? MinId { get; init; }
}
