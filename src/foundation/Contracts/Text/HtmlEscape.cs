using System.Buffers;
using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>Makes text safe between tags and in quoted attributes alike, leaving every other character as it is.</summary>
public static class HtmlEscape
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public static void Append(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var at and >= 0)
        {
            html.Append(text[..at]).Append(EntityOf(text[at]));
            text = text[(at + 1)..];
        }

        html.Append(text);
    }

    private static string EntityOf(char special) => special switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#39;",
    };
}
