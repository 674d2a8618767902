namespace Plaza.Queries.Caching;

/// <summary>Something that knows what it takes in memory.</summary>
internal interface ISizedEntry
{
    /// <summary>Roughly, in bytes, with what the doors make of it.</summary>
    int Bytes { get; }
}
