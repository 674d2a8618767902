namespace Plaza.Posts.Text;

/// <summary>Shows the first characters of an address, and in any case its whole host: only there one sees whom to trust.</summary>
internal static class UrlDisplay
{
    private const int Shown = 30;

    /// <param name="address">The whole of it.</param>
    /// <param name="from">Where its host begins.</param>
    /// <param name="head">Where its host, and port, end.</param>
    public static int EndOfShown(string address, int from, int head) =>
        Math.Max(head, from + Graphemes.LengthOf(Shown, address.AsSpan(from)));
}
