using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>Which timeline. The local one belongs to nobody.</summary>
internal readonly record struct TimelineKey(TimelineKind Kind, AccountId Of)
{
    public static TimelineKey Local { get; } = new(TimelineKind.Local, default);

    public static TimelineKey Home(AccountId reader) => new(TimelineKind.Home, reader);

    public static TimelineKey Account(AccountId author) => new(TimelineKind.Account, author);
}

internal enum TimelineKind
{
    /// <summary>What somebody and those they follow published and boosted.</summary>
    Home,

    /// <summary>All public posts of this place.</summary>
    Local,

    /// <summary>What one account published and boosted.</summary>
    Account,
}
