namespace Plaza.Queries.Caching;

/// <summary>Numbers for views that stay in memory: what was read anew has another, so whoever keeps something made of a view need not hold the view.</summary>
internal static class ViewVersion
{
    private static long _last;

    public static long Next() => Interlocked.Increment(ref _last);
}
