using Plaza.Data.Statistics;

namespace Plaza.Data.Replaying;

/// <summary>How often each account did what on which day. What was said of it does not matter, so what is erased counts too.</summary>
internal sealed class WhatHappened : ReplayPart
{
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
        beside.Run(
            $"""
            insert into told_happened (day, account, what, times) values ({day}, {entry.Subject}, {what}, 1)
            on conflict (day, account, what) do update set times = times + 1
            """);
    }
}
