using Plaza.Queries.Caching;


namespace Plaza.Tests.Queries;

/// <summary>Something to be kept in memory that weighs what it says.</summary>
internal sealed record SizedTestEntry(string Text, int Bytes = 840) : ISizedEntry
{
    /// <summary>What one takes with its place.</summary>
    public const int Whole = 1_000;
}
