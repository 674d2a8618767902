using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A browser that somebody is logged in with; not the secret in its cookie.</summary>
[JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId(long Value) : IId<SessionId>
{
    public static SessionId From(long value) => new(value);

    public static bool TryParse(string? text, out SessionId id) => IId<SessionId>.TryParse(text, out id);

    public static bool operator <(SessionId left, SessionId right) => left.Value < right.Value;

    public static bool operator >(SessionId left, SessionId right) => left.Value > right.Value;

    public static bool operator <=(SessionId left, SessionId right) => left.Value <= right.Value;

    public static bool operator >=(SessionId left, SessionId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
