using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Plaza.Http.Rejections;

namespace Plaza.Http.Bodies;

/// <summary>
/// Limits the memory that large request bodies take together while they are read, independent of client and speed: 1/16 of the memory
/// of the process, within the bounds of <see cref="BodyLimits"/>. A body that exceeds it is answered 503 with <c>Retry-After</c>.
/// </summary>
internal sealed class LargeBodyMiddleware(RequestDelegate next)
{
    /// <summary>While a body is read it takes several times its length: buffers, text, parsed fields.</summary>
    private const int ShareOfMemory = 16;

    private static readonly MinDataRate MinRate = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly long _maxTotal =
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory, BodyLimits.MinTotalBytes, BodyLimits.MaxTotalBytes);

    private long _total;

    public Task InvokeAsync(HttpContext context)
    {
        var length = LengthOf(context.Request);
        return length <= BodyLimits.CountedFromBytes ? next(context) : CountAsync(context, length);
    }

    private static long LengthOf(HttpRequest request) =>
        request.ContentLength is { } known ? Math.Min(known, BodyLimits.MaxBytes)
        : request.Headers.TransferEncoding.Count > 0 ? BodyLimits.MaxBytes
        : 0;

    private async Task CountAsync(HttpContext context, long length)
    {
        try
        {
            if (Interlocked.Add(ref _total, length) <= _maxTotal)
                await ReadWithMinRateAsync(context);
            else
                await RejectAsync(context);
        }
        finally
        {
            Interlocked.Add(ref _total, -length);
        }
    }

    private Task ReadWithMinRateAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = MinRate;

        return next(context);
    }

    private static Task RejectAsync(HttpContext context)
    {
        context.Response.AddRetryAfter(StatusCodes.Status503ServiceUnavailable);
        return context.RejectAsync(
            StatusCodes.Status503ServiceUnavailable, "Too many large bodies are being sent at the moment. Try again in a few seconds.");
    }
}
