using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Plaza.Http.Bodies;

/// <summary>
/// Sends the response to a request whose body no endpoint read to its end, such as one that is too large, and then reads and discards the
/// rest, up to <see cref="BodyLimits.MaxDiscardedBytes"/> and 30 s. If the connection closed while a proxy was still sending, the proxy
/// would answer its client 502 instead of this server's response.
/// </summary>
internal sealed class UnreadBodyMiddleware(RequestDelegate next, TimeProvider clock)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(30);

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? LimitAsync(context) : next(context);

    private async Task LimitAsync(HttpContext context)
    {
        // LimitedBody enforces the limit, on every path to a door.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
            kestrel.MaxRequestBodySize = null;

        var body = new LimitedBody(context.Request.Body, context.Request.ContentLength);
        context.Request.Body = body;
        await next(context);

        // With Expect: 100-continue the client sends no body before the server asks for it (RFC 9110 §10.1.1).
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
            await body.DiscardAsync(BodyLimits.MaxDiscardedBytes, either.Token);
            if (body.HasMore)
                context.Abort();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The client disconnected, is too slow, or sends malformed chunks. The response is sent; Kestrel closes the connection.
        }
    }
}
