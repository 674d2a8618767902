using System.Text.Json.Serialization;
using Plaza.Api.Accounts;
using Plaza.Api.Posts;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Notifications;

/// <summary>Somebody did something that concerns the user.</summary>
internal sealed record NotificationJson(NotificationId Id, string Type, DateTimeOffset CreatedAt, AccountJson Account)
{
    /// <summary>Each stands alone: nothing is grouped here.</summary>
    public string GroupKey => GroupKeys.Of(Id);

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PostJson? Status { get; init; }
}

internal sealed record CountJson(int Count);
