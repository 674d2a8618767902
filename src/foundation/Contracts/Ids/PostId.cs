using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A post or a boost: both stand on timelines.</summary>
[JsonConverter(typeof(IdJsonConverter<PostId>))]
public readonly record struct PostId(long Value) : IId<PostId>
{
    /// <summary>The millisecond in which the id was given.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Value >> 16);

    public static PostId From(long value) => new(value);

    public static bool TryParse(string? text, out PostId id) => IId<PostId>.TryParse(text, out id);

    public static bool operator <(PostId left, PostId right) => left.Value < right.Value;

    public static bool operator >(PostId left, PostId right) => left.Value > right.Value;

    public static bool operator <=(PostId left, PostId right) => left.Value <= right.Value;

    public static bool operator >=(PostId left, PostId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
