namespace Plaza.Contracts;

/// <summary>
/// A place in a list that is sorted by id, newest first, as Mastodon's API has it. Ids are exclusive.
/// </summary>
/// <param name="Limit">How many at the most; at least 1.</param>
public sealed record PageRequest(int Limit)
{
    /// <summary>Only what is older than this.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only what is newer than this, the newest of it first.</summary>
    public long? SinceId { get; init; }

    /// <summary>Only what is newer than this, the part that lies next to it.</summary>
    public long? MinId { get; init; }
}
