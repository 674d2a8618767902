using System.Text.RegularExpressions;

namespace Plaza.Web.Admin;

/// <summary>Shortens the message of an exception for display and removes e-mail addresses, which some libraries put into their messages.</summary>
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
