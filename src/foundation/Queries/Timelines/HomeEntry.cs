using Plaza.Contracts.Ids;

namespace Plaza.Queries.Timelines;

/// <summary>A post or boost on a home timeline.</summary>
/// <param name="Post">Its id.</param>
/// <param name="BoostOf">The boosted post; null for a post.</param>
/// <param name="Repeats">Whether it is left out because its post is on the timeline already.</param>
public readonly record struct HomeEntry(PostId Post, PostId? BoostOf, Repeats Repeats);
