using Plaza.Contracts.Ids;

namespace Plaza.Queries.Timelines;

/// <summary>A post or boost of those whom the reader of a home follows.</summary>
/// <param name="Post">Its id.</param>
/// <param name="BoostOf">What it boosts; null for a post.</param>
/// <param name="Repeats">Whether it is left out since its post is on the home already.</param>
public readonly record struct HomeEntry(PostId Post, PostId? BoostOf, Repeats Repeats);
