using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A notification of one account.</summary>
[JsonConverter(typeof(IdJsonConverter<NotificationId>))]
public readonly record struct NotificationId(long Value) : IId<NotificationId>
{
    public static NotificationId From(long value) => new(value);

    public static bool TryParse(string? text, out NotificationId id) => IId<NotificationId>.TryParse(text, out id);

    public static bool operator <(NotificationId left, NotificationId right) => left.Value < right.Value;

    public static bool operator >(NotificationId left, NotificationId right) => left.Value > right.Value;

    public static bool operator <=(NotificationId left, NotificationId right) => left.Value <= right.Value;

    public static bool operator >=(NotificationId left, NotificationId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
