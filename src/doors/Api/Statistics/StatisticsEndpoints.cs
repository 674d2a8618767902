using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Json;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Statistics;

/// <summary>The daily statistics that the public page shows.</summary>
internal static class StatisticsEndpoints
{
    private const int MaxDays = 92;
    private const int UsualDays = 30;

    extension(IEndpointRouteBuilder api)
    {
        public void MapStatistics() => api.MapGet("plaza/v1/statistics", ReadAsync).WithTags("Statistics");
    }

    /// <summary>Without dates: the last 30 days, today included.</summary>
    private static async Task<IResult> ReadAsync(RequestFields fields, StatisticsQueries statistics, TopTagsCache tags, TimeProvider clock, CancellationToken ct)
    {
        var to = Day(fields, "to") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var from = Day(fields, "from") ?? DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - UsualDays + 1));

        if (from > to || to.DayNumber - from.DayNumber >= MaxDays)
            throw ApiException.Invalid("from", $"from must not be later than to, and at most {MaxDays - 1} days earlier");

        var days = new List<DayJson>();
        foreach (var day in await statistics.GetDaysAsync(from, to, ct))
            days.Add(DayJson.From(day, await tags.ReadAsync(day.Day, ct)));

        return ApiResults.Json(new StatisticsJson(from, to, days));
    }

    private static DateOnly? Day(RequestFields fields, string name) => fields.NonEmpty(name) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1969 and < 9999 => day,
        _ => throw ApiException.Invalid(name, $"{name} must be a day such as 2026-01-31"),
    };
}
