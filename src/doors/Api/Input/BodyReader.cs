using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Plaza.Api.Errors;
using Plaza.Http.Bodies;

namespace Plaza.Api.Input;

/// <summary>Reads the three body formats that clients send (form, multipart, JSON), up to 256 KB.</summary>
internal static class BodyReader
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data";
    private const string Json = "application/json";

    public static async Task<RequestFields> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var fields = new RequestFields();
        if (!HasBody(request))
            return fields;

        if (request.Headers.ContentEncoding.Count > 0)
            throw new ApiException(415, "Compressed bodies are not read");

        var type = TypeOf(request);
        var body = await BytesAsync(request, ct);

        if (body.Length is 0)
            return fields;

        switch (type?.MediaType.Value?.ToLowerInvariant() ?? (LooksLikeJson(body) ? Json : Form))
        {
            case Multipart:
                await MultipartParser.ReadAsync(type!, body, fields, ct);
                break;
            case Json:
                JsonParser.Read(body, fields);
                break;
            default:
                FormParser.Read(body.Span, fields);
                break;
        }

        return fields;
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is not 0 && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not false;

    /// <summary>Null without a Content-Type: IceCubes sends such requests.</summary>
    private static MediaTypeHeaderValue? TypeOf(HttpRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.ContentType))
            return null;

        var isKnown = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Value?.ToLowerInvariant() is Form or Multipart or Json
            && (!type!.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

        return isKnown ? type : throw new ApiException(415, "Send a form, multipart/form-data or JSON, in UTF-8");
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > BodyLimits.MaxBytes)
            throw ApiException.TooLarge();

        var buffer = new byte[(int)(request.ContentLength ?? BodyLimits.MaxBytes) + 1];
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            return length <= BodyLimits.MaxBytes ? buffer.AsMemory(0, length) : throw ApiException.TooLarge();
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw ApiException.Malformed("The body breaks off or is not chunked as it should be");
        }
    }

    private static bool LooksLikeJson(ReadOnlyMemory<byte> body) => body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
