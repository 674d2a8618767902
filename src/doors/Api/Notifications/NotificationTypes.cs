using Plaza.Api.Input;
using Plaza.Contracts.Notifications;

namespace Plaza.Api.Notifications;

/// <summary>Mastodon's names of the kinds of notifications.</summary>
internal static class NotificationTypes
{
    private static readonly NotificationKind[] All = Enum.GetValues<NotificationKind>();

    public static string NameOf(NotificationKind kind) => kind switch
    {
        NotificationKind.Mention => "mention",
        NotificationKind.Favourite => "favourite",
        NotificationKind.Boost => "reblog",
        _ => "follow",
    };

    /// <summary>
    /// The kinds selected by <c>types</c> and <c>exclude_types</c>; empty when the query selects only kinds that Plaza does not have.
    /// </summary>
    public static List<NotificationKind> SelectedBy(RequestFields query)
    {
        var (included, excluded) = (query.All("types"), query.All("exclude_types"));
        return [.. All.Where(kind => (included.Count is 0 || included.Contains(NameOf(kind), StringComparer.Ordinal))
            && !excluded.Contains(NameOf(kind), StringComparer.Ordinal))];
    }
}
