namespace Plaza.Mail.Gateway;

/// <summary>Line ends as mail wants them. A bare CR or LF in what is sent would let a text end the message early.</summary>
internal static class LineEnds
{
    public static string Unify(string text) => text
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n')
        .Replace("\n", "\r\n", StringComparison.Ordinal);
}
