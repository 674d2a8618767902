using Plaza.Contracts.ReadModels;
using Plaza.Data.Committing;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Replaying;

/// <summary>
/// Verifies the read models against the journal, and rebuilds them. Writers go on meanwhile; repairs are small transactions among theirs. Thread-safe.
/// </summary>
public sealed class ReadModelRebuilder(Func<ReplayDatabase> openReplay, Committer committer, EventTypeRegistry types, IEnumerable<IReadModelSource> sources)
{
    private const int MaxRounds = 5;

    /// <param name="names">The models to verify; all when empty.</param>
    /// <param name="progress">Gets a sentence now and then.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<ReadModelComparison>> VerifyAsync(IReadOnlyCollection<string> names, IProgress<string> progress, CancellationToken ct) => Task.Run(
        () =>
        {
            using var replay = new Replay(openReplay(), CreateModels(names), types);
            return replay.Compare(progress, ct);
        },
        ct);

    /// <summary>
    /// Replays the journal beside the live tables and replaces each row that differs, except content, which the journal does not contain. Gives the first comparison and the last: if that still differs,
    /// something changes the tables without an event, or a row that others are counted for is lost.
    /// </summary>
    public Task<(IReadOnlyList<ReadModelComparison> Before, IReadOnlyList<ReadModelComparison> After)> RebuildAsync(
        IReadOnlyCollection<string> names, IProgress<string> progress, CancellationToken ct) => Task.Run(
        async () =>
        {
            using var replay = new Replay(openReplay(), CreateModels(names), types);
            var before = replay.Compare(progress, ct);
            var after = before;
            for (var round = 0; round < MaxRounds && after.SelectMany(model => model.Tables).Any(NeedsRepair); round++)
            {
                foreach (var table in after.SelectMany(model => model.Tables).Where(NeedsRepair).Select(table => table.Table))
                    await RepairAsync(replay, table, progress, ct);

                after = replay.Compare(progress, ct);
            }

            return (before, after);
        },
        ct);

    private static bool NeedsRepair(TableComparison table) => table is { DifferenceCount: > 0, Table.Repair: not null };

    private List<ReadModel> CreateModels(IReadOnlyCollection<string> names) =>
    [
        .. sources.SelectMany(source => source.Create())
            .Where(model => names.Count is 0 || names.Contains(model.Name))
            .GroupBy(model => model.Name)
            .OrderBy(parts => parts.Key, StringComparer.Ordinal)
            .Select(parts => new ReadModel(parts.Key, [.. parts.SelectMany(part => part.Projections)], [.. parts.SelectMany(part => part.Tables)])),
    ];

    private async Task RepairAsync(Replay replay, ReplayTable table, IProgress<string> progress, CancellationToken ct)
    {
        var repaired = 0L;
        foreach (var batch in replay.Differences(table).Chunk(Committer.BatchSize))
        {
            await committer.CommitAsync(
                tx =>
                {
                    foreach (var difference in batch)
                        table.Repair!(tx, difference);

                    tx.Publish(new ReadModelRepaired(table.Name));
                    return true;
                },
                WriteLane.Background,
                ct);
            repaired += batch.Length;
            if (repaired % (100 * Committer.BatchSize) is 0)
                progress.Report($"Replaced {repaired} rows of {table.Name}.");
        }
    }
}
