using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>An app that people sign in with.</summary>
[JsonConverter(typeof(IdJsonConverter<AppId>))]
public readonly record struct AppId(long Value) : IId<AppId>
{
    public static AppId From(long value) => new(value);

    public static bool TryParse(string? text, out AppId id) => IId<AppId>.TryParse(text, out id);

    public static bool operator <(AppId left, AppId right) => left.Value < right.Value;

    public static bool operator >(AppId left, AppId right) => left.Value > right.Value;

    public static bool operator <=(AppId left, AppId right) => left.Value <= right.Value;

    public static bool operator >=(AppId left, AppId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
