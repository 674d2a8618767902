namespace Plaza.Tests.Timelines;

/// <summary>A reference implementation of home timelines: filled entry by entry from the beginning, as at Mastodon.</summary>
internal static class ReferenceHomeTimeline
{
    private const int Window = 40;

    /// <param name="entries">The ids, ascending, each with the post that it boosts, or 0.</param>
    public static List<long> Shown(IEnumerable<KeyValuePair<long, long>> entries)
    {
        var shown = new List<(long Id, long Post)>();
        foreach (var (id, boosted) in entries)
        {
            if (boosted is 0 || !shown.TakeLast(Window).Any(entry => entry.Post == boosted))
                shown.Add((id, boosted is 0 ? id : boosted));
        }

        return [.. shown.Select(entry => entry.Id)];
    }

    /// <returns>For each entry, whether it is shown.</returns>
    public static Dictionary<long, bool> Decided(IReadOnlyCollection<KeyValuePair<long, long>> entries)
    {
        var shown = Shown(entries).ToHashSet();
        return entries.ToDictionary(entry => entry.Key, entry => shown.Contains(entry.Key));
    }
}
