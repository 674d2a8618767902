using Microsoft.EntityFrameworkCore;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Data.Database;
using Plaza.Queries.Audiences;

namespace Plaza.Queries.Timelines;

/// <summary>
/// A range of a home timeline read from tables: the requested entries, and as many older ones as are needed to decide which of them repeat a post.
/// Mostly 40; more where the same posts are boosted again and again, up to <see cref="MaxLookBack"/>, before which the timeline counts as empty.
/// </summary>
internal sealed class HomeRange(PlazaDbContext db, AccountId reader)
{
    private const int MaxLookBack = 4_096;

    private readonly List<long> _ids = [];
    private readonly List<long> _boosted = [];
    private bool _isFromBeginning;

    /// <returns>The newest entries of the page, newest first.</returns>
    /// <param name="paging">Must have no <c>MinId</c>.</param>
    /// <param name="withRepeats">Whether entries that repeat a post are included.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<List<HomeEntry>> NewestAsync(PageRequest paging, bool withRepeats, CancellationToken ct)
    {
        var above = paging.SinceId ?? 0;
        for (var more = paging.Limit + HomeRepeats.Window; ; more *= 2)
        {
            await ReadOlderAsync(paging.MaxId, more, ct);
            var decided = Decide();
            var page = new List<HomeEntry>();
            var at = _ids.Count - 1;
            for (; at >= 0 && _ids[at] > above && page.Count < paging.Limit && decided[at] is not Repeats.Unknown; at--)
            {
                if (withRepeats || decided[at] is Repeats.No)
                    page.Add(Entry(at, decided));
            }

            if (_isFromBeginning || page.Count == paging.Limit || (at >= 0 && _ids[at] <= above))
                return page;

            _isFromBeginning = decided[Math.Max(at, 0)] is Repeats.Unknown && at >= MaxLookBack;
        }
    }

    /// <returns>The oldest entries above <c>MinId</c>, newest first.</returns>
    public async Task<List<HomeEntry>> OldestAsync(PageRequest paging, CancellationToken ct)
    {
        var (min, below) = (paging.MinId!.Value, paging.MaxId ?? long.MaxValue);
        if (min >= below - 1)
            return [];

        await ReadOlderAsync(min + 1, HomeRepeats.Window, ct);
        for (var more = paging.Limit; ; more *= 2)
        {
            var isWhole = await ReadNewerAsync(min, below, more, ct);
            while (true)
            {
                var decided = Decide();
                var page = new List<HomeEntry>();
                var at = _ids.BinarySearch(min + 1);
                at = at < 0 ? ~at : at;
                for (; at < _ids.Count && page.Count < paging.Limit && decided[at] is not Repeats.Unknown; at++)
                {
                    if (decided[at] is Repeats.No)
                        page.Add(Entry(at, decided));
                }

                if (page.Count == paging.Limit || (at == _ids.Count && isWhole))
                {
                    page.Reverse();
                    return page;
                }

                if (at == _ids.Count)
                    break;

                if (at < MaxLookBack)
                    await ReadOlderAsync(null, _ids.Count, ct);
                else
                    _isFromBeginning = true;
            }
        }
    }

    private HomeEntry Entry(int at, Repeats[] decided) =>
        new(new(_ids[at]), _boosted[at] is 0 ? null : new PostId(_boosted[at]), decided[at]);

    private Repeats[] Decide()
    {
        var (ids, boosted) = (_ids.ToArray(), _boosted.ToArray());
        var decided = new Repeats[ids.Length];
        for (var at = 0; at < decided.Length; at++)
            decided[at] = HomeRepeats.Of(ids, boosted, decided, at, _isFromBeginning);

        return decided;
    }

    private async Task ReadOlderAsync(long? max, int limit, CancellationToken ct)
    {
        if (_isFromBeginning)
            return;

        var rows = await ReadAsync(new(limit) { MaxId = _ids.Count > 0 ? _ids[0] : max }, ct);
        rows.Reverse();
        _ids.InsertRange(0, rows.Select(row => row.Id.Value));
        _boosted.InsertRange(0, rows.Select(row => row.BoostOf?.Value ?? 0));
        _isFromBeginning = rows.Count < limit;
    }

    /// <returns>Whether there are no more rows.</returns>
    private async Task<bool> ReadNewerAsync(long min, long below, int limit, CancellationToken ct)
    {
        var from = _ids.Count > 0 ? Math.Max(min, _ids[^1]) : min;
        var rows = await ReadAsync(new(limit) { MinId = from, MaxId = below }, ct);
        rows.Reverse();
        _ids.AddRange(rows.Select(row => row.Id.Value));
        _boosted.AddRange(rows.Select(row => row.BoostOf?.Value ?? 0));
        return rows.Count < limit;
    }

    /// <summary>Newest first.</summary>
    private async Task<List<(PostId Id, PostId? BoostOf)>> ReadAsync(PageRequest paging, CancellationToken ct)
    {
        var rows = await HomeTimelineQuery.Of(db, reader, paging).VisibleTo(db, reader).Page(paging)
            .Select(post => new { post.Id, post.BoostOf }).ToListAsync(ct);
        return [.. rows.Select(row => (row.Id, row.BoostOf))];
    }
}
