using System.Text.Json.Serialization;
using Plaza.Api.Accounts;
using Plaza.Api.Posts;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Notifications;

/// <summary>A page of groups; accounts and posts are told once and named by id in the groups.</summary>
internal sealed record NotificationGroupsJson(
    IReadOnlyList<AccountJson> Accounts, IReadOnlyList<PostJson> Statuses, IReadOnlyList<NotificationGroupJson> NotificationGroups)
{
    public static NotificationGroupsJson From(IReadOnlyList<NotificationJson> page) => new(
        [.. page.Select(told => told.Account).DistinctBy(account => account.Id)],
        [.. page.Select(told => told.Status).OfType<PostJson>().DistinctBy(post => post.Id)],
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

    public static NotificationGroupJson From(NotificationJson told) =>
        new(told.GroupKey, told.Type, told.Id, told.CreatedAt, [told.Account.Id]) { StatusId = told.Status?.Id };
}

/// <summary>Whose notifications are kept back: nobody's.</summary>
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
