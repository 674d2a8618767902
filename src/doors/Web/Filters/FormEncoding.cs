using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Filters;

/// <summary>
/// Checks that a form body decodes to UTF-8 before ASP.NET Core reads it: its form reader would keep a malformed <c>%ff</c> as three literal
/// characters.
/// </summary>
internal static class FormEncoding
{
    /// <summary>Examines the body without consuming it. True for bodies that are not a URL-encoded form.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or incomplete.</exception>
    public static async ValueTask<bool> IsUtf8Async(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
            return true;

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var isUtf8 = IsUtf8(read.Buffer);
            request.BodyReader.AdvanceTo(read.Buffer.Start);
            return isUtf8;
        }
    }

    /// <summary>False if a field contains U+0000, or U+FFFD, which the form reader substitutes for bytes that are not UTF-8.</summary>
    public static bool IsReadable(IFormCollection form) =>
        form.All(field => field.Value.All(value => value.AsSpan().IndexOfAny('\0', '\ufffd') < 0));

    /// <summary>Decodes escapes while validating, without copying. Malformed escapes stay as they are, as in ASP.NET Core's reader.</summary>
    internal static bool IsUtf8(in ReadOnlySequence<byte> form)
    {
        var reader = new SequenceReader<byte>(form);
        var text = default(Utf8State);
        while (reader.TryRead(out var next))
        {
            if (next is (byte)'%' && reader.TryPeek(0, out var high) && reader.TryPeek(1, out var low)
                && char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low))
            {
                reader.Advance(2);
                next = (byte)((Digit(high) << 4) | Digit(low));
            }

            if (!text.TryAdd(next))
                return false;
        }

        return text.IsComplete;
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    /// <summary>The position within a UTF-8 sequence, and the range that its next byte must be in (Unicode 16, table 3-7).</summary>
    private struct Utf8State
    {
        private int _remaining;
        private byte _min;
        private byte _max;

        public readonly bool IsComplete => _remaining is 0;

        public bool TryAdd(byte next)
        {
            if (_remaining > 0)
            {
                if (next < _min || next > _max)
                    return false;

                Expect(_remaining - 1);
                return true;
            }

            switch (next)
            {
                case <= 0x7F: return true;
                case >= 0xC2 and <= 0xDF: Expect(1); return true;
                case 0xE0: Expect(2, min: 0xA0); return true;
                case 0xED: Expect(2, max: 0x9F); return true;
                case >= 0xE1 and <= 0xEF: Expect(2); return true;
                case 0xF0: Expect(3, min: 0x90); return true;
                case >= 0xF1 and <= 0xF3: Expect(3); return true;
                case 0xF4: Expect(3, max: 0x8F); return true;
                default: return false;
            }
        }

        private void Expect(int remaining, byte min = 0x80, byte max = 0xBF) => (_remaining, _min, _max) = (remaining, min, max);
    }
}
