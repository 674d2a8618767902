using System.Globalization;

namespace Plaza.Web.Components;

/// <summary>Shortens a text to a page title.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var letters = new StringInfo(line);
        return letters.LengthInTextElements <= MaxLength ? line : $"{letters.SubstringByTextElements(0, MaxLength).TrimEnd()}…";
    }
}
