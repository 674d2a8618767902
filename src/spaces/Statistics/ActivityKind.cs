namespace Plaza.Statistics;

/// <summary>How an event counts in the daily statistics.</summary>
internal enum ActivityKind
{
    /// <summary>Only as a sign that the account was active.</summary>
    Activity,
    Posts,
    SignUps,
    Follows,
    Favourites,
    Boosts,
}
