using System.Text.RegularExpressions;

namespace Plaza.Flame;

/// <summary>Names of methods, as short as they still tell which is meant.</summary>
internal static partial class MethodNameFormatter
{
    /// <summary>The whole name without arguments, with the method that was written in the place of those that the compiler made.</summary>
    public static string Of(string method)
    {
        var name = method.Split('(')[0];
        name = StateMachine().Replace(name, match => $".{match.Groups["method"].Value}");
        return Generic().Replace(name, "");
    }

    /// <summary>The type and the method.</summary>
    public static string Short(string name) => string.Join('.', name.Split('.')[^Math.Min(2, name.Count(letter => letter is '.') + 1)..]);

    [GeneratedRegex(@"\+<+(?<method>\w+)>[^.]*\.MoveNext$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"`\d+|\[[^\]]*\]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Generic();
}
