namespace Plaza.Queries.Caching;

/// <summary>A cache entry that knows its size.</summary>
internal interface ISizedEntry
{
    /// <summary>An estimate of its size in bytes, with the fragments that doors render from it.</summary>
    int Bytes { get; }
}
