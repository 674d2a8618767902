namespace Plaza.Posts.Text;

/// <summary>Shortens a URL for display to its first characters, but never its host, which tells readers whom to trust.</summary>
internal static class UrlDisplay
{
    private const int Shown = 30;

    /// <param name="address">The whole URL.</param>
    /// <param name="from">The index at which the host begins.</param>
    /// <param name="head">The index at which host and port end.</param>
    public static int EndOfShown(string address, int from, int head) =>
        Math.Max(head, from + Graphemes.LengthOf(Shown, address.AsSpan(from)));
}
