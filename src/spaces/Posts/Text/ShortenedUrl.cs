namespace Plaza.Posts.Text;

/// <summary>Shows the first characters of an address, and in any case its whole host: only there one sees whom to trust.</summary>
internal static class ShortenedUrl
{
    private const int Shown = 30;

    public static int EndOfShown(string source, int from, TextEntity url) =>
        Math.Max(url.Head, from + Graphemes.LengthOf(Shown, source.AsSpan(from..url.End)));
}
