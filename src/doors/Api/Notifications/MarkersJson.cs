using System.Text.Json.Serialization;

namespace Plaza.Api.Notifications;

internal sealed record MarkersJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MarkerJson? Home,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MarkerJson? Notifications);

/// <param name="Version">The number of times that the marker was moved.</param>
internal sealed record MarkerJson(string LastReadId, int Version, DateTimeOffset UpdatedAt);
