using System.Buffers;
using System.Text;

namespace Plaza.Contracts.Text;

/// <summary>Escapes text for HTML, for use between tags and in quoted attributes. Other characters are unchanged.</summary>
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
