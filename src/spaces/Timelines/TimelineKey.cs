using Plaza.Contracts.Ids;

namespace Plaza.Timelines;

/// <summary>Identifies a timeline; the local timeline has no account.</summary>
internal readonly record struct TimelineKey(TimelineKind Kind, AccountId Of)
{
    public static TimelineKey Local { get; } = new(TimelineKind.Local, default);

    public static TimelineKey Home(AccountId reader) => new(TimelineKind.Home, reader);

    public static TimelineKey Account(AccountId author) => new(TimelineKind.Account, author);
}

internal enum TimelineKind
{
    /// <summary>The posts and boosts of an account and of the accounts that it follows.</summary>
    Home,

    /// <summary>All public posts of this server.</summary>
    Local,

    /// <summary>The posts and boosts of one account.</summary>
    Account,
}
