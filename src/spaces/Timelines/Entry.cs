using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>A post or boost in a cached timeline.</summary>
/// <param name="Post">Its id.</param>
/// <param name="Marks">Decide whether it is left out of a page.</param>
/// <param name="BoostOf">On homes: the boosted post; default for a post.</param>
/// <param name="Repeats">On homes: whether its post is an earlier entry already, by the tables.</param>
internal readonly record struct Entry(PostId Post, PostFlags Marks = PostFlags.None, PostId BoostOf = default, Repeats Repeats = Repeats.No);

/// <summary>The requested page of a timeline.</summary>
/// <param name="Paging">Its range and limit.</param>
/// <param name="Exclude">Posts with one of these flags are left out.</param>
/// <param name="NeedsDatabase">A page with a post that has one of these flags is read from the tables.</param>
internal readonly record struct TimelinePageRequest(PageRequest Paging, PostFlags Exclude = PostFlags.None, PostFlags NeedsDatabase = PostFlags.None);
