namespace Plaza.Queries.Caching;

/// <summary>
/// What the doors have made of a view that stays in memory. It goes when the view goes, so nothing of it can outlast a change.
/// Safe to use from any thread; made twice at the worst.
/// </summary>
public sealed class RenderedFragments
{
    private readonly Lock _making = new();
    private object?[] _made = [];

    /// <returns>What was set last; null where nothing was made yet.</returns>
    public TMade? Find<TMade>(FragmentKey<TMade> of)
        where TMade : class
    {
        var made = Volatile.Read(ref _made);
        return of.Index < made.Length ? (TMade?)made[of.Index] : null;
    }

    public TMade Set<TMade>(FragmentKey<TMade> of, TMade what)
        where TMade : class
    {
        lock (_making)
        {
            object?[] made = [.. _made, .. new object?[Math.Max(0, of.Index + 1 - _made.Length)]];
            made[of.Index] = what;
            Volatile.Write(ref _made, made);
            return what;
        }
    }
}

/// <summary>One way of rendering a view: made once, kept in a static field of the door that renders so.</summary>
public sealed class FragmentKey<TMade>
    where TMade : class
{
    internal int Index { get; } = FragmentIndexes.Next();
}

internal static class FragmentIndexes
{
    private static int _last = -1;

    public static int Next() => Interlocked.Increment(ref _last);
}
