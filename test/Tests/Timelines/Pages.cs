using Plaza.Contracts;

namespace Plaza.Tests.Timelines;

/// <summary>What a page is, said as plainly as can be: what memory and tables are compared with.</summary>
internal static class Pages
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
