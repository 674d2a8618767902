using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>What a timeline remembers of a post or boost.</summary>
/// <param name="Post">Its id.</param>
/// <param name="Marks">By which some are left out of a page.</param>
/// <param name="BoostOf">On homes: what it boosts; default for a post.</param>
/// <param name="Repeats">On homes: whether its post is there already, as tables say.</param>
internal readonly record struct Entry(PostId Post, PostFlags Marks = PostFlags.None, PostId BoostOf = default, Repeats Repeats = Repeats.No);
