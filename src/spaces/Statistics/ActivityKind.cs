namespace Plaza.Statistics;

/// <summary>How an event counts in the daily statistics.</summary>
internal enum ActivityKind
{
    /// <summary>Counts only towards active accounts.</summary>
    Activity,
    Posts,
    SignUps,
    Follows,
    Favourites,
    Boosts,
}
