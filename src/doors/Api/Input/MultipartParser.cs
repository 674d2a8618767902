using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Plaza.Api.Errors;

namespace Plaza.Api.Input;

/// <summary>Reads the text parts of a multipart body; of files only the names of their fields are recorded.</summary>
internal static class MultipartParser
{
    private const int MaxParts = 100;

    public static async Task ReadAsync(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, RequestFields into, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= 200 })
            throw ApiException.Malformed("The multipart body names no boundary");

        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray(), writable: false)) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };

            for (var parts = 1; await reader.ReadNextSectionAsync(ct) is { } part; parts++)
            {
                if (parts > MaxParts)
                    throw new ApiException(413, $"The body has more than {MaxParts} parts");

                await AddAsync(part, into, ct);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw ApiException.Malformed("The multipart body is malformed");
        }
    }

    private static async Task AddAsync(MultipartSection part, RequestFields into, CancellationToken ct)
    {
        var isNamed = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var about);
        if (!isNamed || HeaderUtilities.RemoveQuotes(about!.Name).Value is not { Length: > 0 } name)
            throw ApiException.Malformed("A part of the multipart body has no name");

        if (about.IsFileDisposition())
        {
            into.AddFile(name);
            return;
        }

        using var text = new MemoryStream();
        await part.Body.CopyToAsync(text, ct);
        into.Add(name, StrictUtf8.Read(text.ToArray()));
    }
}
