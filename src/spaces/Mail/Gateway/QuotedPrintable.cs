using System.Text;

namespace Plaza.Mail.Gateway;

/// <summary>A text body in lines of at most 76 ASCII characters (RFC 2045, 6.7), readable where it is ASCII anyway.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    /// <summary>Line ends may be of any kind and come out as CRLF.</summary>
    public static string Encode(string text)
    {
        var written = new StringBuilder(text.Length + 64);
        var first = true;

        foreach (var line in LineEnds.Unify(text).Split("\r\n"))
        {
            if (!first)
                written.Append("\r\n");
            first = false;
            AppendLine(written, Encoding.UTF8.GetBytes(line));
        }
        return written.ToString();
    }

    private static void AppendLine(StringBuilder written, byte[] line)
    {
        var column = 0;
        for (var at = 0; at < line.Length; at++)
        {
            var last = at == line.Length - 1;
            var length = StandsForItself(line[at], last) ? 1 : 3;

            if (column + length > (last ? LongestLine : LongestLine - 1))
            {
                written.Append("=\r\n");
                column = 0;
            }
            if (length == 1)
                written.Append((char)line[at]);
            else
                written.Append('=').Append(line[at].ToString("X2", null));
            column += length;
        }
    }

    /// <summary>Blanks do, save at the end of a line, where servers on the way may take them off.</summary>
    private static bool StandsForItself(byte value, bool last) => (char)value switch
    {
        ' ' or '\t' => !last,
        '=' => false,
        var other => other is >= '!' and <= '~',
    };
}
