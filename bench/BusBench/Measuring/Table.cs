using System.Globalization;

namespace Plaza.BusBench.Measuring;

/// <summary>Prints comparisons as one Markdown table.</summary>
internal static class Table
{
    public static void PrintHead() => Console.WriteLine("""
        | | ns | bytes | ratio | quartiles | goal | reached |
        |---|---|---|---|---|---|---|
        """);

    public static void Print(Comparison race, int rounds)
    {
        foreach (var (runner, figures) in race.Run(rounds))
            Console.WriteLine(Line($"{race.Title}: {runner.Name}", figures, runner.Goal));

        race.End?.Invoke();
    }

    private static string Line(string name, Measurement figures, Target? goal)
    {
        var reached = goal is null ? "" : goal.IsReached(figures) ? "yes" : "no";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {figures.Nanoseconds:0.0} | {figures.Bytes:0.#} | {figures.Ratio:0.00} | {figures.LowerQuartile:0.00}–{figures.UpperQuartile:0.00} | {goal} | {reached} |");
    }
}
