using System.Buffers;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Plaza.Web.Layout;

/// <summary>
/// Checks that a form body decodes to UTF-8 before the framework reads it: the framework keeps a malformed <c>%ff</c> as three
/// characters, which nobody typed.
/// </summary>
internal static class FormEncoding
{
    /// <summary>Looks at the body without consuming it. True for bodies that are no URL-encoded form.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or breaks off.</exception>
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

    /// <summary>Decodes in place; what is no valid escape stays as it is, as in the framework's own reader.</summary>
    internal static bool IsUtf8(in ReadOnlySequence<byte> form)
    {
        var body = form.ToArray().AsSpan();
        var length = 0;
        for (var at = 0; at < body.Length; at++)
        {
            var isEscape = body[at] is (byte)'%' && at + 2 < body.Length && char.IsAsciiHexDigit((char)body[at + 1]) && char.IsAsciiHexDigit((char)body[at + 2]);
            body[length++] = isEscape ? Convert.FromHexString([(char)body[at + 1], (char)body[at + 2]])[0] : body[at];
            if (isEscape)
                at += 2;
        }

        return Utf8.IsValid(body[..length]);
    }
}
