namespace Plaza.Server.Http;

/// <summary>One line for each request, without its query: secrets may stand there.</summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider clock, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
        {
            await next(context);
            return;
        }

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
