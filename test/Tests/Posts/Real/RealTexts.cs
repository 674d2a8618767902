using System.Text;

namespace Plaza.Tests.Posts.Real;

/// <summary>Texts from Debian's fortunes in all installed languages, cut to the maximum length of a post.</summary>
internal static class RealTexts
{
    private const string Folder = "/usr/share/games/fortunes";
    private const int MaxLength = 500;

    public static bool AreHere => Directory.Exists(Folder);

    /// <summary>At most this many, taken evenly from all files.</summary>
    public static IReadOnlyList<string> Sample(int most)
    {
        var files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not ".dat" and not ".u8")
            .Order(StringComparer.Ordinal)
            .Select(file => Cookies(file).ToList())
            .Where(cookies => cookies.Count > 0)
            .ToList();
        var each = (most / files.Count) + 1;
        return [.. files.SelectMany(cookies => cookies.Where((_, at) => at % ((cookies.Count / each) + 1) is 0)).Distinct(StringComparer.Ordinal).Take(most)];
    }

    private static IEnumerable<string> Cookies(string file) => Read(file)
        .ReplaceLineEndings("\n")
        .Split("\n%\n")
        .Select(text => Shortened(text.Trim('\n', ' ', '\t', '%')))
        .Where(text => text.Any(char.IsLetterOrDigit));

    private static string Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static string Shortened(string text) => text[..Plaza.Posts.Text.Graphemes.LengthOf(MaxLength, text)].TrimEnd();
}
