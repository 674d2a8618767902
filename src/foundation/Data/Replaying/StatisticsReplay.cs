using System.Runtime.InteropServices;
using Plaza.Data.Tables.Statistics;

namespace Plaza.Data.Replaying;

/// <summary>How often each account did what on which day. What was said of it does not matter, so what is erased counts too.</summary>
internal sealed class StatisticsReplay : ReplayProjection
{
    private readonly Dictionary<(DateOnly Day, string Account, ActivityKind What), int> _some = [];

    public override string Schema =>
        """
        create temp table told_happened (day text, account text, what integer, times integer not null, primary key (day, account, what)) without rowid;
        """;

    public override long UpperBound(ReplayDatabase beside, long last) =>
        beside.Number($"select sequence from cursors where subscription = {StatisticsRepository.Place}");

    public override void Apply(ReplayDatabase beside, ReplayEntry entry)
    {
        if (!ActivityKinds.Of.TryGetValue(entry.Type, out var what))
            return;

        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(entry.Time).UtcDateTime);
        CollectionsMarshal.GetValueRefOrAddDefault(_some, (day, entry.Subject, what), out _)++;
    }

    public override void Write(ReplayDatabase beside)
    {
        foreach (var ((day, account, what), times) in _some)
        {
            beside.Run(
                $"""
                insert into told_happened (day, account, what, times) values ({day}, {account}, {what}, {(long)times})
                on conflict (day, account, what) do update set times = times + excluded.times
                """);
        }

        _some.Clear();
    }
}
