using System.Globalization;
using System.Text;

namespace Plaza.Api.Input;

/// <summary>Parses <c>a=1&amp;b=2</c>, the format of form bodies and query strings.</summary>
internal static class FormParser
{
    public static void Read(ReadOnlySpan<char> query, RequestFields into)
    {
        if (query.Length is 0)
            return;

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(query.Length)];
        Read(bytes.AsSpan(0, Encoding.UTF8.GetBytes(query, bytes)), into);
    }

    public static void Read(ReadOnlySpan<byte> text, RequestFields into)
    {
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];
            if (pair.Length is 0)
                continue;

            var equals = pair.IndexOf((byte)'=');
            into.Add(
                Decode(equals < 0 ? pair : pair[..equals]),
                equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }
    }

    private static string Decode(ReadOnlySpan<byte> coded)
    {
        if (coded.IndexOfAny((byte)'%', (byte)'+') < 0)
            return StrictUtf8.Read(coded);

        var plain = new byte[coded.Length];
        var length = 0;

        for (var at = 0; at < coded.Length; at++)
        {
            if (coded[at] is (byte)'%' && at + 2 < coded.Length
                && byte.TryParse(coded.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                plain[length++] = value;
                at += 2;
            }
            else
            {
                plain[length++] = coded[at] is (byte)'+' ? (byte)' ' : coded[at];
            }
        }

        return StrictUtf8.Read(plain.AsSpan(0, length));
    }
}
