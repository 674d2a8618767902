using System.Text.RegularExpressions;

namespace Plaza.Tests.Architecture;

/// <summary>Rules over names and texts.</summary>
internal static partial class SourceRules
{
    private static readonly string[] Banned = ["Common", "Util", "Utils", "Helper", "Helpers", "Manager", "Base", "Impl"];

    /// <summary>Names with a word that says nothing.</summary>
    public static IEnumerable<string> SayNothing(IEnumerable<string> names) => names
        .Where(name => name is "Extensions" || Words().Matches(name).Any(word => Banned.Contains(word.Value)));

    /// <summary>Public types in a file that have no sentence before them. Static classes speak by their members.</summary>
    public static IEnumerable<string> Undocumented(string source)
    {
        var lines = source.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (Types().Match(lines[at]) is { Success: true } type && !IsDocumented(lines, at))
                yield return type.Groups["name"].Value;
        }
    }

    private static bool IsDocumented(string[] lines, int at)
    {
        var before = at - 1;
        while (before >= 0 && lines[before].StartsWith('['))
            before--;

        return before >= 0 && lines[before].StartsWith("///", StringComparison.Ordinal);
    }

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"^public (?!static)[a-z ]*\b(class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Types();
}
