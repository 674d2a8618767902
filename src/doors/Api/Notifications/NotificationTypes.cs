using Plaza.Api.Input;
using Plaza.Contracts.Notifications;

namespace Plaza.Api.Notifications;

/// <summary>Mastodon's words for why somebody is told.</summary>
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

    /// <summary>Which ones are asked for; none when those asked for do not exist here.</summary>
    public static List<NotificationKind> Asked(RequestFields query)
    {
        var (wanted, unwanted) = (query.All("types"), query.All("exclude_types"));
        return [.. All.Where(kind => (wanted.Count is 0 || wanted.Contains(NameOf(kind), StringComparer.Ordinal))
            && !unwanted.Contains(NameOf(kind), StringComparer.Ordinal))];
    }
}
