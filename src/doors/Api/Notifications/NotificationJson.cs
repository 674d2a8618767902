using System.Text.Json.Serialization;
using Plaza.Api.Accounts;
using Plaza.Api.Posts;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Notifications;

/// <summary>A notification: another account acted on the user or on a post of the user.</summary>
internal sealed record NotificationJson(NotificationId Id, string Type, DateTimeOffset CreatedAt, AccountJson Account)
{
    /// <summary>Unique for each notification, since Plaza does not group notifications.</summary>
    public string GroupKey => GroupKeys.Of(Id);

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SerializedPost? Status { get; init; }
}

internal sealed record CountJson(int Count);
