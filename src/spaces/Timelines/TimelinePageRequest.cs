using Plaza.Contracts;

namespace Plaza.Timelines;

/// <summary>Which page of a timeline is asked for.</summary>
/// <param name="Paging">Where it lies.</param>
/// <param name="Exclude">Posts with one of these marks do not belong on it.</param>
/// <param name="NeedsDatabase">Of posts with one of these marks memory does not know whether they belong on it.</param>
internal readonly record struct TimelinePageRequest(PageRequest Paging, PostFlags Exclude = PostFlags.None, PostFlags NeedsDatabase = PostFlags.None);
