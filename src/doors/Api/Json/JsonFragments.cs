using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Plaza.Api.Json;

/// <summary>A JSON response that is put together from fragments serialized before.</summary>
/// <param name="capacity">The capacity number of fragments.</param>
internal sealed class JsonFragments(int capacity) : IResult
{
    private readonly List<ReadOnlyMemory<byte>> _fragments = new(capacity);

    public int Length { get; private set; }

    public void Add(ReadOnlyMemory<byte> fragment)
    {
        _fragments.Add(fragment);
        Length += fragment.Length;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var at = 0;
        foreach (var fragment in _fragments)
        {
            fragment.Span.CopyTo(bytes.AsSpan(at));
            at += fragment.Length;
        }

        return bytes;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ApiResults.ContentType;
        response.ContentLength = Length;

        // Kestrel would buffer a body that is written before the headers and copy it once more.
        await response.StartAsync(httpContext.RequestAborted);
        Fill(response.BodyWriter);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Copies by buffer and not by fragment, since a timeline has many small fragments.</summary>
    private void Fill(PipeWriter body)
    {
        var block = body.GetSpan();
        var used = 0;
        foreach (var fragment in _fragments)
        {
            for (var left = fragment.Span; left.Length > 0;)
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
