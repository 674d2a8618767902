using System.Runtime.InteropServices;
using Plaza.Data.Replaying;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Statistics.Replaying;

/// <summary>Counts the activities of each account on each day. Does not read payloads, so erased events count too.</summary>
internal sealed class StatisticsProjection : ReplayProjection
{
    private readonly Dictionary<(DateOnly Day, string Account, ActivityKind Kind), int> _unwritten = [];

    public override void CreateTables(ReplayDatabase database) => database.CreateTable(
        "replay_activities", "day text, account text, kind bigint, times bigint not null", key: "day, account, kind");

    public override long UpperBound(ReplayDatabase database, long last) =>
        database.QueryScalar($"select sequence from cursors where subscription = {StatisticsRepository.Subscription}");

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (!ActivityKinds.ByEventName.TryGetValue(entry.Type, out var kind))
            return;

        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(entry.Time).UtcDateTime);
        CollectionsMarshal.GetValueRefOrAddDefault(_unwritten, (day, entry.Subject, kind), out _)++;
    }

    public override void Write(ReplayDatabase database)
    {
        foreach (var ((day, account, kind), times) in _unwritten)
        {
            database.Enqueue(
                $"""
                insert into replay_activities (day, account, kind, times) values ({day}, {account}, {kind}, {(long)times})
                on conflict (day, account, kind) do update set times = replay_activities.times + excluded.times
                """);
        }

        _unwritten.Clear();
    }
}
