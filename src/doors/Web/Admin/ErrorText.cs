using System.Text.RegularExpressions;

namespace Plaza.Web.Admin;

/// <summary>The message of a fault as it may be shown: without e-mail addresses, which some libraries put into theirs, and not too long.</summary>
internal static partial class ErrorText
{
    private const int MaxLength = 300;

    public static string Shown(string reason)
    {
        var shown = Address().Replace(reason.ReplaceLineEndings(" "), "(an address)");
        return shown.Length <= MaxLength ? shown : $"{shown[..MaxLength].TrimEnd()}…";
    }

    [GeneratedRegex(@"[^\s<>""'(]+@[^\s<>""')]+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
