using System.Text.Json.Serialization;

namespace Plaza.Api.Notifications;

internal sealed record MarkersJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MarkerJson? Home,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MarkerJson? Notifications);

/// <param name="Version">How often it was moved.</param>
internal sealed record MarkerJson(string LastReadId, int Version, DateTimeOffset UpdatedAt);
