using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Database;

/// <summary>Stores an id as a number.</summary>
internal sealed class IdColumn<TId>() : ValueConverter<TId, long>(id => id.Value, value => From(value))
    where TId : struct, IId<TId>
{
    private static TId From(long value) => TId.From(value);
}

/// <summary>Stores a time as milliseconds since 1970 in UTC, which sort and compare in every database.</summary>
internal sealed class UtcMilliseconds()
    : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

/// <summary>Stores a day as <c>2026-01-31</c>.</summary>
internal sealed class IsoDay()
    : ValueConverter<DateOnly, string>(
        day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));
