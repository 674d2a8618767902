using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plaza.Api.Accounts;
using Plaza.Api.Instance;
using Plaza.Api.Notifications;
using Plaza.Api.OAuth;
using Plaza.Api.Posts;
using Plaza.Api.Search;
using Plaza.Api.Statistics;
using Plaza.Api.Timelines;
using Plaza.Api.Json;

namespace Plaza.Api;

/// <summary>JSON of all responses of the API: snake_case names, times as in <see cref="MastodonTimeConverter"/>.</summary>
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(TokenJson))]
[JsonSerializable(typeof(AppJson))]
[JsonSerializable(typeof(MetadataJson))]
[JsonSerializable(typeof(UserinfoJson))]
[JsonSerializable(typeof(AccountJson))]
[JsonSerializable(typeof(List<AccountJson>))]
[JsonSerializable(typeof(PreferencesJson))]
[JsonSerializable(typeof(RelationshipJson))]
[JsonSerializable(typeof(List<RelationshipJson>))]
[JsonSerializable(typeof(List<FamiliarFollowersJson>))]
[JsonSerializable(typeof(SerializedPost))]
[JsonSerializable(typeof(SharedPostFields))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(List<SerializedPost>))]
[JsonSerializable(typeof(ThreadJson))]
[JsonSerializable(typeof(PostSourceJson))]
[JsonSerializable(typeof(List<PostEditJson>))]
[JsonSerializable(typeof(PostCollectionJson))]
[JsonSerializable(typeof(NotificationJson))]
[JsonSerializable(typeof(List<NotificationJson>))]
[JsonSerializable(typeof(NotificationGroupsJson))]
[JsonSerializable(typeof(NotificationPolicyJson))]
[JsonSerializable(typeof(CountJson))]
[JsonSerializable(typeof(MarkersJson))]
[JsonSerializable(typeof(InstanceJson))]
[JsonSerializable(typeof(InstanceV1Json))]
[JsonSerializable(typeof(ExtendedDescriptionJson))]
[JsonSerializable(typeof(NodeInfoLinksJson))]
[JsonSerializable(typeof(NodeInfoJson))]
[JsonSerializable(typeof(SearchJson))]
[JsonSerializable(typeof(TagJson))]
[JsonSerializable(typeof(StatisticsJson))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The responses are never embedded in HTML, so only the characters that JSON requires are escaped.</summary>
    public static ApiJson Unescaped { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MastodonTimeConverter() },
    });
}
