using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Plaza.Api.Wire;

/// <summary>An answer in JSON, put together from pieces that were written before.</summary>
internal sealed class Pieces : IResult
{
    private readonly List<ReadOnlyMemory<byte>> _pieces = new(128);

    public int Length { get; private set; }

    public void Add(ReadOnlyMemory<byte> piece)
    {
        _pieces.Add(piece);
        Length += piece.Length;
    }

    public byte[] ToArray()
    {
        var whole = new byte[Length];
        var at = 0;
        foreach (var piece in _pieces)
        {
            piece.Span.CopyTo(whole.AsSpan(at));
            at += piece.Length;
        }

        return whole;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = Reply.ContentType;
        response.ContentLength = Length;

        var body = response.BodyWriter;
        foreach (var piece in _pieces)
            body.Write(piece.Span);

        await body.FlushAsync(httpContext.RequestAborted);
    }
}
