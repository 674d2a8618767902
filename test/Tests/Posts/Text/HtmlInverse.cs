using System.Text;

namespace Plaza.Tests.Posts.Text;

/// <summary>Converts the HTML of a post back to its source by the documented rules.</summary>
internal static class HtmlInverse
{
    public static string ToText(string html)
    {
        var text = new StringBuilder();
        var lines = html.Replace("</p><p>", "\n\n", StringComparison.Ordinal).Replace("<br />", "\n", StringComparison.Ordinal);

        for (var at = 0; at < lines.Length;)
        {
            var tag = lines.IndexOf('<', at) is var next and >= 0 ? next : lines.Length;
            text.Append(lines, at, tag - at);
            at = tag < lines.Length ? lines.IndexOf('>', tag) + 1 : tag;
        }

        return Decode(text.ToString());
    }

    /// <summary>Not WebUtility's decoder, which knows many more entities than the writer uses.</summary>
    private static string Decode(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&quot;", "\"", StringComparison.Ordinal)
        .Replace("&#39;", "'", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);
}
