using System.Runtime.InteropServices;
using Plaza.Data.Statistics;

namespace Plaza.Data.Replaying;

/// <summary>How often each account did what on which day. What was said of it does not matter, so what is erased counts too.</summary>
internal sealed class WhatHappened : ReplayPart
{
    private readonly Dictionary<(DateOnly Day, string Account, DayCount What), int> _some = [];

    public override string Schema =>
        """
        create temp table told_happened (day text, account text, what integer, times integer not null, primary key (day, account, what)) without rowid;
        """;

    public override long Bound(Beside beside, long last) =>
        beside.Number($"select sequence from cursors where subscription = {DailyStatistics.Place}");

    public override void Take(Beside beside, ToldEntry entry)
    {
        if (!DayCounts.Of.TryGetValue(entry.Type, out var what))
            return;

        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(entry.Time).UtcDateTime);
        CollectionsMarshal.GetValueRefOrAddDefault(_some, (day, entry.Subject, what), out _)++;
    }

    public override void Write(Beside beside)
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
