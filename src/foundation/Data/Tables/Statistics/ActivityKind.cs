namespace Plaza.Data.Tables.Statistics;

/// <summary>What kind of event it is to the statistics.</summary>
public enum ActivityKind
{
    /// <summary>Nothing but a sign that the account is active.</summary>
    Activity,
    Posts,
    SignUps,
    Follows,
    Favourites,
    Boosts,
}
