using System.Text.RegularExpressions;

namespace Plaza.Tests.Architecture;

/// <summary>Rules about names and texts.</summary>
internal static partial class SourceRules
{
    private static readonly string[] Empty = ["Common", "Util", "Utils", "Helper", "Helpers", "Manager", "Base", "Impl"];

    /// <summary>Plaza's early vocabulary. The terms of .NET, messaging and SQL that replaced it: Max, Invalidate, Delete, dead letter, rejected, event.</summary>
    private static readonly string[] Banned =
    [
        "Told", "Tell", "Most", "Longest", "Least", "Some", "Few", "Forget", "Kept", "Happened", "Stands", "Wanted", "Parked", "Refuse", "Refused", "Refusal",
    ];

    /// <summary>Type names with a meaningless word.</summary>
    public static IEnumerable<string> SayNothing(IEnumerable<string> names) => names
        .Where(name => name is "Extensions" || HasWord(name, Empty));

    /// <summary>Names such as <c>Posts.ForgetAll</c> whose last part contains a banned word, as a whole PascalCase word.</summary>
    public static IEnumerable<string> Outdated(IEnumerable<string> names) => names
        .Where(name => HasWord(name[(name.LastIndexOf('.') + 1)..], Banned));

    /// <summary>Public types without a summary. Static classes may rely on those of their members.</summary>
    public static IEnumerable<string> Undocumented(string source)
    {
        var lines = source.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (Types().Match(lines[at]) is { Success: true } type && !IsDocumented(lines, at))
                yield return type.Groups["name"].Value;
        }
    }

    private static bool HasWord(string name, string[] words) => Words().Matches(name).Any(word => words.Contains(word.Value));

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
