namespace Plaza.Queries.Caching;

/// <summary>Generates versions of cached views. A view that is loaded again gets another, so a rendering can be checked without holding the view.</summary>
internal static class ViewVersion
{
    private static long _last;

    public static long Next() => Interlocked.Increment(ref _last);
}
