using Plaza.Spaces.Journal;

namespace Plaza.Data.Replaying;

/// <summary>
/// Folds the journal into temporary tables and compares these with the live ones. Most of the journal is folded 1 000 entries at a time, so that no
/// snapshot stays open for long; the last pass and the comparison share one, so both see the same commits. Used by one thread at a time.
/// </summary>
internal sealed class Replay : IDisposable
{
    private const int BatchSize = 1_000;

    private readonly IReadOnlyList<ReadModel> _models;
    private readonly IReadOnlyList<ReplayProjection> _projections;
    private readonly EventTypeRegistry _types;
    private readonly ReplayDatabase _database;

    public Replay(ReplayDatabase database, IReadOnlyList<ReadModel> models, EventTypeRegistry types)
    {
        _models = models;
        _projections = [.. models.SelectMany(model => model.Projections).Distinct()];
        _types = types;
        _database = database;
        foreach (var projection in _projections)
            projection.CreateTables(_database);

        foreach (var table in _models.SelectMany(model => model.Tables))
            table.CreateTables(_database);
    }

    public IReadOnlyList<ReadModelComparison> Compare(IProgress<string> progress, CancellationToken ct)
    {
        while (Fold(_database.InSnapshot(UpperBounds), progress, ct))
        {
            // Repeat until a pass starts at most 1 000 entries behind.
        }

        _database.InSnapshot(() =>
        {
            Fold(UpperBounds(), null, ct);
            foreach (var projection in _projections)
                projection.ApplyBeyond(_database, ReadAfter(projection.Position));

            foreach (var table in _models.SelectMany(model => model.Tables))
                table.Capture(_database);

            return true;
        });
        progress.Report("Comparing the tables with the journal.");
        return [.. _models.Select(model => new ReadModelComparison(model.Name, [.. model.Tables.Select(Compare)]))];
    }

    /// <summary>The rows of a table that differed in the last comparison.</summary>
    public IEnumerable<RowDifference> Differences(ReplayTable table) => table.Differences(_database);

    public void Dispose() => _database.Dispose();

    private TableComparison Compare(ReplayTable table)
    {
        var (expected, actual) = (table.Sha256(_database, ReplayTable.Expected), table.Sha256(_database, ReplayTable.Actual));
        return expected == actual
            ? new(table, expected, actual, 0, [])
            : new(table, expected, actual, Differences(table).LongCount(), [.. Differences(table).Take(TableComparison.MaxDescribed)]);
    }

    private Dictionary<ReplayProjection, long> UpperBounds()
    {
        var last = _database.QueryScalar($"select max(sequence) from journal");
        return _projections.ToDictionary(projection => projection, projection => projection.UpperBound(_database, last));
    }

    /// <returns>Whether a projection was more than a batch behind, so that many entries may have been appended meanwhile.</returns>
    private bool Fold(Dictionary<ReplayProjection, long> bounds, IProgress<string>? progress, CancellationToken ct)
    {
        var to = bounds.Values.Max();
        var wasFarBehind = bounds.Any(bound => bound.Value - bound.Key.Position > BatchSize);
        while (FirstPosition(bounds) is { } from)
        {
            ct.ThrowIfCancellationRequested();
            var upTo = progress is null ? FoldBatch(from, to, bounds) : _database.InSnapshot(() => FoldBatch(from, to, bounds));
            if (upTo % (100 * BatchSize) < BatchSize)
                progress?.Report($"Replayed the journal up to {upTo} of {to}.");
        }

        return wasFarBehind;
    }

    /// <summary>The position of the projection that is furthest behind its bound; null when none is. A bound is the cursor of a subscription, which may stay behind.</summary>
    private static long? FirstPosition(Dictionary<ReplayProjection, long> bounds) =>
        bounds.Where(bound => bound.Key.Position < bound.Value).Min(bound => (long?)bound.Key.Position);

    private long FoldBatch(long from, long to, Dictionary<ReplayProjection, long> bounds)
    {
        var upTo = from;
        foreach (var entry in ReadBatch(from, to))
        {
            foreach (var (projection, bound) in bounds)
            {
                if (entry.Sequence > projection.Position && entry.Sequence <= bound)
                    projection.Apply(_database, entry);
            }

            upTo = entry.Sequence;
        }

        upTo = upTo == from ? to : upTo;
        foreach (var (projection, bound) in bounds)
        {
            projection.Write(_database);
            projection.Position = Math.Max(projection.Position, Math.Min(bound, upTo));
        }

        return upTo;
    }

    private IEnumerable<ReplayEntry> ReadAfter(long sequence)
    {
        List<ReplayEntry> batch;
        for (var from = sequence; (batch = ReadBatch(from, long.MaxValue)).Count > 0; from = batch[^1].Sequence)
        {
            foreach (var entry in batch)
                yield return entry;
        }
    }

    private List<ReplayEntry> ReadBatch(long after, long upTo) => _database.Query(
        $"""
        select sequence, time, type, version, subject, payload from journal
        where sequence > {after} and sequence <= {upTo} order by sequence limit {(long)BatchSize}
        """,
        row => new ReplayEntry(
            _types, row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)));
}
