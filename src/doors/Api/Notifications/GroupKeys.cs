using Plaza.Contracts.Ids;

namespace Plaza.Api.Notifications;

/// <summary>Keys of notification groups of one, in Mastodon's format.</summary>
internal static class GroupKeys
{
    private const string Prefix = "ungrouped-";

    public static string Of(NotificationId notification) => Prefix + notification;

    public static NotificationId? Read(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && NotificationId.TryParse(key[Prefix.Length..], out var id) ? id : null;
}
