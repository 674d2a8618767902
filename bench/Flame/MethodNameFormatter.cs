using System.Text.RegularExpressions;

namespace Plaza.Flame;

/// <summary>Shortens method names so that they still identify the method.</summary>
internal static partial class MethodNameFormatter
{
    /// <summary>The full name without arguments; names of compiler-generated methods are replaced by those of the source.</summary>
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
