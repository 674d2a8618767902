using Plaza.Contracts.Views;
using Plaza.Data.Committing;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Replaying;

/// <summary>
/// Holds the read models against the journal, and rebuilds them. While this goes on others write: nothing is held up but for
/// the moment in which some rows are put right.
/// </summary>
public sealed class ReadModelRebuilder(DataFolder folder, Committer committer, EventTypeRegistry types)
{
    private const int BatchSize = 500;
    private const int MostRounds = 5;

    /// <summary>What they are called.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All().Select(model => model.Name)];

    /// <param name="names">Which; all when empty.</param>
    /// <param name="progress">Told how far it is, now and then.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<ReadModelComparison>> VerifyAsync(IReadOnlyCollection<string> names, IProgress<string> progress, CancellationToken ct) => Task.Run(
        () =>
        {
            using var replay = new Replay(folder, Wanted(names), types);
            return replay.Compare(progress, ct);
        },
        ct);

    /// <summary>
    /// Builds them anew beside the live ones, and replaces each row that differs. What was found at first and what in the end: when that
    /// is not right, something changes the tables that the journal does not tell of, or a post is lost that is counted for.
    /// </summary>
    public Task<(IReadOnlyList<ReadModelComparison> Before, IReadOnlyList<ReadModelComparison> After)> RebuildAsync(
        IReadOnlyCollection<string> names, IProgress<string> progress, CancellationToken ct) => Task.Run(
        async () =>
        {
            using var replay = new Replay(folder, Wanted(names), types);
            var before = replay.Compare(progress, ct);
            var after = before;
            for (var round = 0; round < MostRounds && !after.All(model => model.Matches); round++)
            {
                foreach (var table in after.SelectMany(model => model.Tables).Where(table => table.Count > 0))
                    await MendAsync(replay, table.Table, progress, ct);

                after = replay.Compare(progress, ct);
            }

            return (before, after);
        },
        ct);

    private static IReadOnlyList<ReadModel> All()
    {
        var standing = new ContentReplay();
        return
        [
            new("counts", [standing], [CountReplayTables.OfPosts, CountReplayTables.OfAuthors, CountReplayTables.OfFollows]),
            new("hashtags", [standing], [ListReplayTables.OfTags]),
            new("notifications", [new NotificationReplay()], [ListReplayTables.OfNotifications]),
            new("statistics", [new StatisticsReplay()], [StatisticsReplayTables.OfDays, StatisticsReplayTables.OfAccounts]),
        ];
    }

    private static List<ReadModel> Wanted(IReadOnlyCollection<string> names) =>
        [.. All().Where(model => names.Count is 0 || names.Contains(model.Name))];

    private async Task MendAsync(Replay replay, ReplayTable table, IProgress<string> progress, CancellationToken ct)
    {
        var mended = 0L;
        foreach (var some in replay.Differences(table).Chunk(BatchSize))
        {
            await committer.CommitAsync(
                tx =>
                {
                    foreach (var difference in some)
                        table.Repair(tx, difference);

                    tx.Publish(new ReadModelRepaired(table.Name));
                    return true;
                },
                WriteLane.Background,
                ct);
            mended += some.Length;
            if (mended % (100 * BatchSize) is 0)
                progress.Report($"Replaced {mended} rows of {table.Name}.");
        }
    }
}
