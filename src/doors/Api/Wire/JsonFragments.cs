using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Plaza.Api.Wire;

/// <summary>An answer in JSON, put together from pieces that were written before.</summary>
/// <param name="expected">How many there will be, about.</param>
internal sealed class JsonFragments(int expected) : IResult
{
    private readonly List<ReadOnlyMemory<byte>> _pieces = new(expected);

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
        response.ContentType = ApiResults.ContentType;
        response.ContentLength = Length;

        // Kestrel would keep what is written before the headers, and copy it behind them.
        await response.StartAsync(httpContext.RequestAborted);
        Fill(response.BodyWriter);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Block by block, and not piece by piece: a timeline is made of many small ones.</summary>
    private void Fill(PipeWriter body)
    {
        var block = body.GetSpan();
        var used = 0;
        foreach (var piece in _pieces)
        {
            for (var left = piece.Span; left.Length > 0;)
            {
                if (used == block.Length)
                {
                    body.Advance(used);
                    block = body.GetSpan();
                    used = 0;
                }

                var length = Math.Min(left.Length, block.Length - used);
                left[..length].CopyTo(block[used..]);
                left = left[length..];
                used += length;
            }
        }

        body.Advance(used);
    }
}
