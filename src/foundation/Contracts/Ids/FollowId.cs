using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A follow; lists of followers page by it.</summary>
[JsonConverter(typeof(IdJsonConverter<FollowId>))]
public readonly record struct FollowId(long Value) : IId<FollowId>
{
    public static FollowId From(long value) => new(value);

    public static bool TryParse(string? text, out FollowId id) => IId<FollowId>.TryParse(text, out id);

    public static bool operator <(FollowId left, FollowId right) => left.Value < right.Value;

    public static bool operator >(FollowId left, FollowId right) => left.Value > right.Value;

    public static bool operator <=(FollowId left, FollowId right) => left.Value <= right.Value;

    public static bool operator >=(FollowId left, FollowId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
