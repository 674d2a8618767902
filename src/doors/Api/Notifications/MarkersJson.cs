using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Api.Notifications;

internal sealed record MarkersJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MarkerJson? Home,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MarkerJson? Notifications);

/// <param name="UpdatedAt">When what was read last came to be; when it was read is not kept.</param>
internal sealed record MarkerJson(string LastReadId, int Version, DateTimeOffset UpdatedAt)
{
    private const long LatestMilliseconds = 253402300799999;

    /// <summary>Ids carry their time in the upper bits.</summary>
    public static MarkerJson At(long id) =>
        new(id.ToString(CultureInfo.InvariantCulture), 0, DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(id >> 16, LatestMilliseconds)));
}
