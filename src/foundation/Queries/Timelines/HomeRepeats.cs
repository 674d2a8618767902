namespace Plaza.Queries.Timelines;

/// <summary>
/// Which entries of a home repeat a post that is on it already (ADR 57): a boost, while the post itself or a boost of it is among the 40
/// newest entries before it, as on Mastodon. Decided from the oldest entry on; entries that repeat are not on the home and do not count.
/// </summary>
public static class HomeRepeats
{
    /// <summary>Mastodon's REBLOG_FALLOFF.</summary>
    public const int Window = 40;

    /// <summary>Decides one entry from those before it, of which some may be undecided or out of reach. Takes as long as the window is.</summary>
    /// <param name="ids">The ids of all that the reader follows, ascending and without gaps, as far as known.</param>
    /// <param name="boosted">Which post each of them boosts; 0 for a post of its own.</param>
    /// <param name="decided">What was found for the ones before <paramref name="at"/>.</param>
    /// <param name="at">Which one to decide.</param>
    /// <param name="isFromBeginning">Nothing is older than the first.</param>
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

        // A boost is never older than what it boosts, so nothing of a post is older than the post.
        var isAllKnown = atLeast is Window || isFromBeginning || post >= ids[0];
        return isAllKnown && !isUndecided ? Repeats.No : Repeats.Unknown;
    }
}

/// <summary>Whether an entry of a home repeats a post.</summary>
public enum Repeats : byte
{
    No,
    Yes,

    /// <summary>That depends on older entries.</summary>
    Unknown,
}
