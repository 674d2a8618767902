namespace Plaza.Queries.Timelines;

/// <summary>
/// Decides which entries of a home timeline repeat a post (ADR 57): a boost, while the post itself or a boost of it is among the 40 entries before it, as
/// on Mastodon. Decided from the oldest entry on; entries that repeat are not on the timeline and do not count.
/// </summary>
public static class HomeRepeats
{
    /// <summary>Mastodon's REBLOG_FALLOFF.</summary>
    public const int Window = 40;

    /// <summary>Decides one entry from those before it, some of which may be undecided or not loaded. Takes time in proportion to the window.</summary>
    /// <param name="ids">The ids of posts and boosts by all whom the reader follows, ascending and without gaps, as far as loaded.</param>
    /// <param name="boosted">The post that each of them boosts; 0 for none.</param>
    /// <param name="decided">The decisions on the entries before <paramref name="at"/>.</param>
    /// <param name="at">The index of the entry to decide.</param>
    /// <param name="isFromBeginning">Whether nothing is older than the first entry.</param>
    public static Repeats Of(ReadOnlySpan<long> ids, ReadOnlySpan<long> boosted, ReadOnlySpan<Repeats> decided, int at, bool isFromBeginning)
    {
        var post = boosted[at];
        if (post is 0)
            return Repeats.No;

        var (atLeast, atMost, isUndecided) = (0, 0, false);
        for (var before = at - 1; before >= 0 && atLeast < Window; before--)
        {
            if (decided[before] is Repeats.Yes)
                continue;

            var isCertain = decided[before] is Repeats.No;
            if (ids[before] == post || boosted[before] == post)
            {
                if (isCertain)
                    return atMost < Window ? Repeats.Yes : Repeats.Unknown;

                isUndecided = true;
            }

            atMost++;
            atLeast += isCertain ? 1 : 0;
        }

        // A boost is never older than its post, so no entry of a post is older than the post.
        var isAllKnown = atLeast is Window || isFromBeginning || post >= ids[0];
        return isAllKnown && !isUndecided ? Repeats.No : Repeats.Unknown;
    }
}

/// <summary>Whether an entry of a home timeline repeats a post.</summary>
public enum Repeats : byte
{
    No,
    Yes,

    /// <summary>Depends on older entries.</summary>
    Unknown,
}
