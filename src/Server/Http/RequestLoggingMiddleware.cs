namespace Plaza.Server.Http;

/// <summary>Logs one line for each request, without the query string, which may hold secrets.</summary>
internal sealed class RequestLoggingMiddleware(RequestDelegate next, TimeProvider clock, ILogger<RequestLoggingMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context) => logger.IsEnabled(LogLevel.Debug) ? TimeAsync(context) : next(context);

    private async Task TimeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            logger.RequestAnswered(
                context.Request.Method, context.Request.Path, context.Response.StatusCode, clock.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
