using System.Collections.Frozen;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Events;

namespace Plaza.Data.Statistics;

/// <summary>What each event is to the statistics.</summary>
public static class DayCounts
{
    /// <summary>By wire name. What is not in it counts for nothing.</summary>
    public static FrozenDictionary<string, DayCount> Of { get; } = new Dictionary<string, DayCount>
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
        [EventType.Of<NotificationDismissed>().Name] = DayCount.Activity,
        [EventType.Of<NotificationsCleared>().Name] = DayCount.Activity,
    }.ToFrozenDictionary();
}
