using System.Text.Json.Serialization;
using Plaza.Api.Accounts;
using Plaza.Api.Posts;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Notifications;

/// <summary>A page of notification groups. Accounts and posts are listed once; the groups refer to them by id.</summary>
internal sealed record NotificationGroupsJson(
    IReadOnlyList<AccountJson> Accounts, IReadOnlyList<SerializedPost> Statuses, IReadOnlyList<NotificationGroupJson> NotificationGroups)
{
    public static NotificationGroupsJson From(IReadOnlyList<NotificationJson> page) => new(
        [.. page.Select(notification => notification.Account).DistinctBy(account => account.Id)],
        [.. page.Select(notification => notification.Status).OfType<SerializedPost>().DistinctBy(post => post.Id)],
        [.. page.Select(NotificationGroupJson.From)]);
}

/// <summary>A group of one notification.</summary>
internal sealed record NotificationGroupJson(
    string GroupKey, string Type, NotificationId MostRecentNotificationId, DateTimeOffset LatestPageNotificationAt, IReadOnlyList<AccountId> SampleAccountIds)
{
    public int NotificationsCount => 1;

    public NotificationId PageMinId => MostRecentNotificationId;

    public NotificationId PageMaxId => MostRecentNotificationId;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PostId? StatusId { get; init; }

    public static NotificationGroupJson From(NotificationJson notification) =>
        new(notification.GroupKey, notification.Type, notification.Id, notification.CreatedAt, [notification.Account.Id]) { StatusId = notification.Status?.Id };
}

/// <summary>Which notifications are filtered. Filtering is not supported, so all are accepted.</summary>
internal sealed record NotificationPolicyJson
{
    public string ForNotFollowing => "accept";

    public string ForNotFollowers => "accept";

    public string ForNewAccounts => "accept";

    public string ForPrivateMentions => "accept";

    public string ForLimitedAccounts => "accept";

    public NotificationPolicySummaryJson Summary { get; } = new(0, 0);
}

internal sealed record NotificationPolicySummaryJson(int PendingRequestsCount, int PendingNotificationsCount);
