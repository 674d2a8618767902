using Plaza.Posts.Text;

namespace Plaza.Tests.Posts.Text;

/// <summary>Common starting points of tests of texts.</summary>
internal static class Given
{
    public static readonly IReadOnlySet<string> Handles = new HashSet<string>(StringComparer.Ordinal) { "ada", "bob" };

    public static string Html(string text) => PostText.Parse(text, "plaza.example").ToHtml(Handles);

    /// <summary>The targets of the links of a text, entities decoded.</summary>
    public static IReadOnlyList<string> Links(string text) =>
        [.. Html(text).Split("href=\"").Skip(1).Select(rest => HtmlInverse.ToText(rest[..rest.IndexOf('"', StringComparison.Ordinal)]))];

    public static string Repeat(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));
}
