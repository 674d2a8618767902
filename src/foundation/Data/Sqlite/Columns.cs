using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Sqlite;

/// <summary>An id as the number it is.</summary>
internal sealed class IdColumn<TId>() : ValueConverter<TId, long>(id => id.Value, value => From(value))
    where TId : struct, IId<TId>
{
    private static TId From(long value) => TId.From(value);
}

/// <summary>A moment as milliseconds since 1970 in UTC, so that it sorts and compares on every database.</summary>
internal sealed class UtcMilliseconds()
    : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

/// <summary>A day as <c>2026-01-31</c>.</summary>
internal sealed class IsoDay()
    : ValueConverter<DateOnly, string>(
        day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));
