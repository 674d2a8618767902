namespace Plaza.Queries.Caching;

/// <summary>
/// The fragments of JSON and HTML rendered from a cached view. They are removed with the view, so none can outlast a change. Thread-safe; concurrent
/// renderings of the same fragment may both run.
/// </summary>
public sealed class RenderedFragments
{
    private readonly Lock _changing = new();
    private object?[] _fragments = [];

    /// <returns>The fragment; null where it was not rendered yet.</returns>
    public TFragment? Find<TFragment>(FragmentKey<TFragment> key)
        where TFragment : class
    {
        var fragments = Volatile.Read(ref _fragments);
        return key.Index < fragments.Length ? (TFragment?)fragments[key.Index] : null;
    }

    public TFragment Set<TFragment>(FragmentKey<TFragment> key, TFragment fragment)
        where TFragment : class
    {
        lock (_changing)
        {
            object?[] fragments = [.. _fragments, .. new object?[Math.Max(0, key.Index + 1 - _fragments.Length)]];
            fragments[key.Index] = fragment;
            Volatile.Write(ref _fragments, fragments);
            return fragment;
        }
    }
}

/// <summary>Identifies one way of rendering a view. Create one per way, in a static field.</summary>
public sealed class FragmentKey<TFragment>
    where TFragment : class
{
    internal int Index { get; } = FragmentIndexes.Next();
}

internal static class FragmentIndexes
{
    private static int _last = -1;

    public static int Next() => Interlocked.Increment(ref _last);
}
