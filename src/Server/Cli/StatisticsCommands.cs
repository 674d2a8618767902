using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Plaza.Contracts.Statistics;
using Plaza.Queries.Statistics;
using Plaza.Spaces.Requests;

namespace Plaza.Server.Cli;

/// <summary><c>plaza stats …</c></summary>
internal static class StatisticsCommands
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Days near the ends of the calendar would overflow in the arithmetic of the statistics.</summary>
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2999, 12, 31);

    private static readonly Option<DateOnly> Day = DayOption("--day", "The day in UTC, such as 2026-01-31");
    private static readonly Option<DateOnly> From = DayOption("--from", "The first day");
    private static readonly Option<DateOnly> To = DayOption("--to", "The last day");
    private static readonly Option<bool> Json = new("--json") { Description = "As one JSON object", Arity = ArgumentArity.Zero };

    public static Command Create(VerbExecutor execute) => new("stats", "Show and recompute the daily statistics")
    {
        VerbCommand.Create(execute, "show", "Show the numbers of a day", ShowAsync, Day, Json),
        VerbCommand.Create(execute, "recompute", "Recalculate the numbers of some days from the journal", RecomputeAsync, From, To),
    };

    private static Option<DateOnly> DayOption(string name, string description) =>
        new(name) { Description = description, HelpName = "DAY", Required = true, CustomParser = result => ParseDay(name, result) };

    private static DateOnly ParseDay(string name, ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest)
            return day;

        result.AddError($"{name} takes a day from {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd}, such as 2026-01-31, not '{result.Tokens[0].Value}'.");
        return default;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, VerbContext context)
    {
        var day = parsed.GetRequiredValue(Day);
        var views = context.Get<StatisticsQueries>();
        var numbers = (await views.GetDaysAsync(day, day, context.Ct))[0];
        var tags = await views.GetTopTagsAsync(day, context.Ct);

        if (parsed.GetValue(Json))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    numbers.Day,
                    numbers.Posts,
                    numbers.Authors,
                    numbers.ActiveAccounts,
                    numbers.SignUps,
                    numbers.Follows,
                    numbers.Favourites,
                    numbers.Boosts,
                    TopTags = tags,
                },
                SnakeCase));
            return 0;
        }

        await context.Out.WriteLineAsync(
            $"""
            {numbers.Day:yyyy-MM-dd}
              posts            {numbers.Posts}
              authors          {numbers.Authors}
              active accounts  {numbers.ActiveAccounts}
              sign-ups         {numbers.SignUps}
              follows          {numbers.Follows}
              favourites       {numbers.Favourites}
              boosts           {numbers.Boosts}
              top tags         {string.Join(", ", tags.Select(tag => $"#{tag.Tag} {tag.Uses}"))}
            """);
        return 0;
    }

    private static async Task<int> RecomputeAsync(ParseResult parsed, VerbContext context)
    {
        var (from, to) = (parsed.GetRequiredValue(From), parsed.GetRequiredValue(To));
        var days = await context.Get<IRequestBus>().SendAsync(new RecomputeStatistics(from, to), context.Ct);
        await context.Out.WriteLineAsync($"Recomputed {days} {(days is 1 ? "day" : "days")}.");
        return 0;
    }
}
