using Plaza.Contracts;

namespace Plaza.Tests.Timelines;

/// <summary>A reference implementation of paging, with which cached and stored timelines are compared.</summary>
internal static class ReferencePaging
{
    public static List<long> Of(IEnumerable<long> ids, PageRequest paging)
    {
        var newestFirst = ids
            .Where(id => (paging.MaxId is not { } max || id < max) && id > (paging.MinId ?? paging.SinceId ?? 0))
            .OrderDescending()
            .ToList();
        return paging.MinId is null ? [.. newestFirst.Take(paging.Limit)] : [.. newestFirst.TakeLast(paging.Limit)];
    }
}
