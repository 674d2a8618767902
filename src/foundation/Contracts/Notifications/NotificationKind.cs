namespace Plaza.Contracts.Notifications;

/// <summary>Why somebody is told. Kept by number: never renumber.</summary>
public enum NotificationKind
{
    /// <summary>Named in a post, or answered: the API calls both a mention.</summary>
    Mention = 0,

    Favourite = 1,

    Boost = 2,

    Follow = 3,
}
