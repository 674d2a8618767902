using Plaza.Spaces.Journal;

namespace Plaza.Data.Replaying;

/// <summary>
/// Folds the journal into tables beside the live ones and holds both against each other. The long way is gone a thousand entries at a
/// time; the rest and the comparison are of one moment, so that what happens meanwhile is either in both or in neither. Used by one thread at a time.
/// </summary>
internal sealed class Replay : IDisposable
{
    private const int BatchSize = 1_000;

    private readonly IReadOnlyList<ReadModel> _models;
    private readonly IReadOnlyList<ReplayProjection> _parts;
    private readonly EventTypeRegistry _types;
    private readonly ReplayDatabase _beside;

    public Replay(DataFolder folder, IReadOnlyList<ReadModel> models, EventTypeRegistry types)
    {
        _models = models;
        _parts = [.. models.SelectMany(model => model.Parts).Distinct()];
        _types = types;
        _beside = new(folder);
        foreach (var part in _parts)
            _beside.ExecuteScript(part.Schema);
    }

    /// <returns>What differs in this moment, table by table.</returns>
    public IReadOnlyList<ReadModelComparison> Compare(IProgress<string> progress, CancellationToken ct)
    {
        while (Fold(_beside.InSnapshot(Bounds), progress, ct))
        {
            // What came meanwhile is little, or nothing.
        }

        _beside.InSnapshot(() =>
        {
            Fold(Bounds(), null, ct);
            foreach (var part in _parts)
                part.ApplyBeyond(_beside, Beyond(part.Position));

            foreach (var table in _models.SelectMany(model => model.Tables))
                table.Capture(_beside);

            return true;
        });
        progress.Report("Comparing what the journal tells with what stands in the tables.");
        return [.. _models.Select(model => new ReadModelComparison(model.Name, [.. model.Tables.Select(Compared)]))];
    }

    /// <summary>Each row of a table that differed when it was compared last.</summary>
    public IEnumerable<RowDifference> Differences(ReplayTable table) => table.Differences(_beside);

    public void Dispose() => _beside.Dispose();

    private TableComparison Compared(ReplayTable table)
    {
        var (told, live) = (table.Sha256(_beside, "told"), table.Sha256(_beside, "live"));
        return told == live
            ? new(table, told, live, 0, [])
            : new(table, told, live, table.Differences(_beside).LongCount(), [.. table.Differences(_beside).Take(TableComparison.MostNamed)]);
    }

    private Dictionary<ReplayProjection, long> Bounds()
    {
        var last = _beside.Number($"select max(sequence) from journal");
        return _parts.ToDictionary(part => part, part => part.UpperBound(_beside, last));
    }

    /// <returns>Whether there was much to do, so that it is worth while to see whether more has come.</returns>
    private bool Fold(Dictionary<ReplayProjection, long> bounds, IProgress<string>? progress, CancellationToken ct)
    {
        var to = bounds.Values.Max();
        var much = bounds.Any(bound => bound.Value - bound.Key.Position > BatchSize);
        while (FirstBehind(bounds) is { } from)
        {
            ct.ThrowIfCancellationRequested();
            var upTo = progress is null ? FoldSome(from, to, bounds) : _beside.InSnapshot(() => FoldSome(from, to, bounds));
            if (upTo % (100 * BatchSize) < BatchSize)
                progress?.Report($"Replayed the journal up to {upTo} of {to}.");
        }

        return much;
    }

    /// <summary>A subscription may have come less far than others, and stay there: that is its bound.</summary>
    private static long? FirstBehind(Dictionary<ReplayProjection, long> bounds) =>
        bounds.Where(bound => bound.Key.Position < bound.Value).Min(bound => (long?)bound.Key.Position);

    private long FoldSome(long from, long to, Dictionary<ReplayProjection, long> bounds)
    {
        var upTo = from;
        foreach (var entry in Entries(from, to, BatchSize))
        {
            foreach (var (part, bound) in bounds)
            {
                if (entry.Sequence > part.Position && entry.Sequence <= bound)
                    part.Apply(_beside, entry);
            }

            upTo = entry.Sequence;
        }

        upTo = upTo == from ? to : upTo;
        foreach (var (part, bound) in bounds)
        {
            part.Write(_beside);
            part.Position = Math.Max(part.Position, Math.Min(bound, upTo));
        }

        return upTo;
    }

    private IEnumerable<ReplayEntry> Beyond(long place)
    {
        List<ReplayEntry> some;
        for (var from = place; (some = Entries(from, long.MaxValue, BatchSize)).Count > 0; from = some[^1].Sequence)
        {
            foreach (var entry in some)
                yield return entry;
        }
    }

    private List<ReplayEntry> Entries(long from, long to, int most) => _beside.Read(
        $"""
        select sequence, time, type, version, subject, payload from journal
        where sequence > {from} and sequence <= {to} order by sequence limit {(long)most}
        """,
        row => new ReplayEntry(
            _types, row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)));
}
