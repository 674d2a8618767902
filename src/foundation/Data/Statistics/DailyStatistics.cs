using Plaza.Data.Committing;

namespace Plaza.Data.Statistics;

/// <summary>What happened on each day in UTC. Written by the Statistics space alone.</summary>
public sealed class DailyStatistics
{
    /// <summary>Adds one event to its day.</summary>
    /// <param name="account">Whose history it belongs to; it counts as active on that day.</param>
    public void Count(Commit commit, DateOnly day, string account, DayCount what)
    {
        var isActive = commit.Run(
            $"""
            insert into statistics_accounts (day, account, authored) values ({day}, {account}, {what is DayCount.Posts})
            on conflict (day, account) do nothing
            """) is 1;
        var isAuthor = what is DayCount.Posts && (isActive || commit.Run(
            $"update statistics_accounts set authored = {true} where day = {day} and account = {account} and authored = {false}") is 1);

        commit.Run(
            $"""
            insert into statistics_days (day, posts, authors, active_accounts, sign_ups, follows, favourites, boosts)
            values ({day}, {what is DayCount.Posts}, {isAuthor}, {isActive}, {what is DayCount.SignUps},
              {what is DayCount.Follows}, {what is DayCount.Favourites}, {what is DayCount.Boosts})
            on conflict (day) do update set
              posts = statistics_days.posts + excluded.posts,
              authors = statistics_days.authors + excluded.authors,
              active_accounts = statistics_days.active_accounts + excluded.active_accounts,
              sign_ups = statistics_days.sign_ups + excluded.sign_ups,
              follows = statistics_days.follows + excluded.follows,
              favourites = statistics_days.favourites + excluded.favourites,
              boosts = statistics_days.boosts + excluded.boosts
            """);
    }

    /// <summary>Takes a day out, so that it can be counted anew.</summary>
    public void Clear(Commit commit, DateOnly day)
    {
        commit.Run($"delete from statistics_days where day = {day}");
        commit.Run($"delete from statistics_accounts where day = {day}");
    }

    /// <summary>What the journal tells of a day up to a sequence: who, and of what type. Erased payloads do not matter here.</summary>
    public List<(string Type, string Account)> Journal(Commit commit, DateOnly day, long upTo)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return commit.Read(
            $"""
            select type, subject from journal
            where sequence <= {upTo} and time >= {start} and time < {start.AddDays(1)} order by sequence
            """,
            row => (row.GetString(0), row.GetString(1)));
    }

    /// <summary>Up to where the subscription of this space has counted.</summary>
    public long CountedUpTo(Commit commit, string subscription) =>
        commit.Number($"select sequence from cursors where subscription = {subscription}") ?? 0;
}

/// <summary>What kind of event it is to the statistics.</summary>
public enum DayCount
{
    /// <summary>Nothing but a sign that the account is active.</summary>
    Activity,
    Posts,
    SignUps,
    Follows,
    Favourites,
    Boosts,
}
