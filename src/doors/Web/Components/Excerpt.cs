using System.Globalization;

namespace Plaza.Web.Components;

/// <summary>The beginning of a text, for a title.</summary>
internal static class Excerpt
{
    private const int Longest = 40;

    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var letters = new StringInfo(line);
        return letters.LengthInTextElements <= Longest ? line : $"{letters.SubstringByTextElements(0, Longest).TrimEnd()}…";
    }
}
