using System.Collections.Frozen;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Spaces.Events;

namespace Plaza.Statistics;

/// <summary>Maps events to the kinds of the daily statistics.</summary>
internal static class ActivityKinds
{
    /// <summary>The kinds by wire name of the event. Other events do not count.</summary>
    public static FrozenDictionary<string, ActivityKind> ByEventName { get; } = new Dictionary<string, ActivityKind>
    {
        [EventType.Of<SignedUp>().Name] = ActivityKind.SignUps,
        [EventType.Of<PostPublished>().Name] = ActivityKind.Posts,
        [EventType.Of<PostBoosted>().Name] = ActivityKind.Boosts,
        [EventType.Of<PostFavourited>().Name] = ActivityKind.Favourites,
        [EventType.Of<AccountFollowed>().Name] = ActivityKind.Follows,
        [EventType.Of<EmailConfirmed>().Name] = ActivityKind.Activity,
        [EventType.Of<LoggedIn>().Name] = ActivityKind.Activity,
        [EventType.Of<TokenIssued>().Name] = ActivityKind.Activity,
        [EventType.Of<PasswordChanged>().Name] = ActivityKind.Activity,
        [EventType.Of<ProfileChanged>().Name] = ActivityKind.Activity,
        [EventType.Of<MailPreferenceChanged>().Name] = ActivityKind.Activity,
        [EventType.Of<NotificationDismissed>().Name] = ActivityKind.Activity,
        [EventType.Of<NotificationsCleared>().Name] = ActivityKind.Activity,
    }.ToFrozenDictionary();
}
