using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>
/// Bounds how much memory the large bodies take that are being read at once, whoever sends them and however slowly. One for
/// which there is no room is answered 503 with <c>Retry-After</c>; ordinary posts and forms are not large.
/// </summary>
internal sealed class LargeBodies(RequestDelegate next)
{
    private const int Large = 16 * 1024;
    private const long MostRoom = 64 * 1024 * 1024;
    private const long LeastRoom = 4 * 1024 * 1024;

    /// <summary>Reading a body takes several times its length for a moment.</summary>
    private const int ShareOfMemory = 16;

    private static readonly MinDataRate Slowest = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly long _room = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory, LeastRoom, MostRoom);
    private long _taken;

    public Task InvokeAsync(HttpContext context)
    {
        var length = LengthOf(context.Request);
        return length <= Large ? next(context) : CountAsync(context, length);
    }

    private static long LengthOf(HttpRequest request) =>
        request.ContentLength is { } known ? Math.Min(known, BodyLimits.MaxBytes)
        : request.Headers.TransferEncoding.Count > 0 ? BodyLimits.MaxBytes
        : 0;

    private async Task CountAsync(HttpContext context, long length)
    {
        try
        {
            if (Interlocked.Add(ref _taken, length) <= _room)
                await ReadSoonAsync(context);
            else
                await RefuseAsync(context);
        }
        finally
        {
            Interlocked.Add(ref _taken, -length);
        }
    }

    private Task ReadSoonAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = Slowest;

        return next(context);
    }

    /// <summary>Where a person asked, the page is made from the status.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        return ApiPaths.Contain(context.Request.Path)
            ? context.Response.WriteAsJsonAsync(new { error = "Too many large bodies are sent at the moment. Try again in a few seconds." })
            : Task.CompletedTask;
    }
}
