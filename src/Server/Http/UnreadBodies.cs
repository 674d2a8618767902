using Microsoft.AspNetCore.Http.Features;

namespace Plaza.Server.Http;

/// <summary>
/// Sends the response to a request whose body nobody read to its end, such as one that is too large, and then reads on and discards the
/// body for a while. A proxy that is still sending when the connection closes tells its client 502 instead of what this server answered.
/// </summary>
internal sealed class UnreadBodies(RequestDelegate next, TimeProvider clock)
{
    private const long MaxDiscardedBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(30);

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? LimitAsync(context) : next(context);

    private async Task LimitAsync(HttpContext context)
    {
        // LimitedBody has the limit, on every path to a door.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
            kestrel.MaxRequestBodySize = null;

        var body = new LimitedBody(context.Request.Body, context.Request.ContentLength);
        context.Request.Body = body;
        await next(context);

        // A client that asked with Expect: 100-continue does not send a body that it was not asked for.
        var isComing = body.IsStarted || context.Request.Headers.Expect.Count is 0;
        if (body.HasMore && isComing && !context.RequestAborted.IsCancellationRequested)
            await DiscardAsync(context, body);
    }

    private async Task DiscardAsync(HttpContext context, LimitedBody body)
    {
        await context.Response.CompleteAsync();
        using var limit = new CancellationTokenSource(MaxDuration, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            await body.DiscardAsync(MaxDiscardedBytes, either.Token);
            if (body.HasMore)
                context.Abort();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The client is gone, too slow, or sends nonsense. The response is out; Kestrel closes the connection.
        }
    }
}
