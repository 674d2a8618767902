using Plaza.Queries.Caching;


namespace Plaza.Tests.Queries;

/// <summary>A cache entry of a given size.</summary>
internal sealed record SizedTestEntry(string Text, int Bytes = 840) : ISizedEntry
{
    /// <summary>The size of an entry including the overhead of the cache.</summary>
    public const int Whole = 1_000;
}
