using System.Text;
using Plaza.Api.Errors;

namespace Plaza.Api.Input;

/// <summary>Decodes UTF-8. Malformed bytes are rejected with 400 instead of being replaced.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw ApiException.Malformed("The request is not valid UTF-8");
        }
    }
}
