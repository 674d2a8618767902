using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A favourite; lists of favourites page by it.</summary>
[JsonConverter(typeof(IdJsonConverter<FavouriteId>))]
public readonly record struct FavouriteId(long Value) : IId<FavouriteId>
{
    public static FavouriteId From(long value) => new(value);

    public static bool TryParse(string? text, out FavouriteId id) => IId<FavouriteId>.TryParse(text, out id);

    public static bool operator <(FavouriteId left, FavouriteId right) => left.Value < right.Value;

    public static bool operator >(FavouriteId left, FavouriteId right) => left.Value > right.Value;

    public static bool operator <=(FavouriteId left, FavouriteId right) => left.Value <= right.Value;

    public static bool operator >=(FavouriteId left, FavouriteId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
