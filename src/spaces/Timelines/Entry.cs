using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Queries.Timelines;

namespace Plaza.Timelines;

/// <summary>A post or boost in a cached timeline.</summary>
/// <param name="Post">The id of the post or boost.</param>
/// <param name="Flags">The flags by which pages exclude it.</param>
/// <param name="BoostOf">On home timelines: the boosted post; default for a post.</param>
/// <param name="Repeats">On home timelines: whether its post is an earlier entry already, according to the database.</param>
internal readonly record struct Entry(PostId Post, PostFlags Flags = PostFlags.None, PostId BoostOf = default, Repeats Repeats = Repeats.No);

/// <summary>The requested page of a timeline.</summary>
/// <param name="Paging">The range and limit.</param>
/// <param name="Exclude">Posts with one of these flags are left out.</param>
/// <param name="NeedsDatabase">A page with a post that has one of these flags is read from the database.</param>
internal readonly record struct TimelinePageRequest(PageRequest Paging, PostFlags Exclude = PostFlags.None, PostFlags NeedsDatabase = PostFlags.None);
