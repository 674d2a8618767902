using System.Collections.Frozen;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Statistics;
using Plaza.Spaces.Events;

namespace Plaza.Statistics;

/// <summary>Works the numbers of a day out anew from the journal, with the same code that counts as things happen.</summary>
internal sealed class Recount(DailyStatistics statistics, Committer committer)
{
    /// <summary>The name of the space and of its durable subscription.</summary>
    public const string Subscription = "statistics";

    private const int MostDays = 3_660;

    /// <summary>What each event is to the statistics, by wire name.</summary>
    public static FrozenDictionary<string, DayCount> Counted { get; } = new Dictionary<string, DayCount>
    {
        [EventType.Of<SignedUp>().Name] = DayCount.SignUps,
        [EventType.Of<PostPublished>().Name] = DayCount.Posts,
        [EventType.Of<PostBoosted>().Name] = DayCount.Boosts,
        [EventType.Of<PostFavourited>().Name] = DayCount.Favourites,
        [EventType.Of<AccountFollowed>().Name] = DayCount.Follows,
        [EventType.Of<EmailConfirmed>().Name] = DayCount.Activity,
        [EventType.Of<LoggedIn>().Name] = DayCount.Activity,
        [EventType.Of<TokenIssued>().Name] = DayCount.Activity,
        [EventType.Of<PasswordChanged>().Name] = DayCount.Activity,
        [EventType.Of<ProfileChanged>().Name] = DayCount.Activity,
        [EventType.Of<MailPreferenceChanged>().Name] = DayCount.Activity,
    }.ToFrozenDictionary();

    /// <summary>One transaction a day, up to where the subscription has counted; the rest it will count itself.</summary>
    /// <returns>The number of days.</returns>
    public async Task<int> DaysAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var days = to.DayNumber - from.DayNumber + 1;
        if (days is < 1 or > MostDays)
            throw RefusedException.Invalid("from", $"Give a first day that is not after the last, and at most {MostDays} days.");

        foreach (var day in Enumerable.Range(0, days).Select(from.AddDays))
            await committer.CommitAsync(commit => Day(commit, day), ct);

        return days;
    }

    private bool Day(Commit commit, DateOnly day)
    {
        statistics.Clear(commit, day);
        foreach (var (type, account, times) in statistics.Journal(commit, day, statistics.CountedUpTo(commit, Subscription)))
        {
            if (Counted.TryGetValue(type, out var what))
                statistics.Count(commit, day, account, what, times);
        }

        return true;
    }
}
