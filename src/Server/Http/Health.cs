namespace Plaza.Server.Http;

/// <summary>For probes: is it alive, may it be sent requests.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.Map("/health", probe => probe.Run(Up));
        app.Map("/livez", probe => probe.Run(Up));
        app.Map("/readyz", probe => probe.Run(Ready));
    }

    private static Task Up(HttpContext context) => AnswerAsync(context, 200, """{"status":"UP"}""");

    /// <summary>503 from the moment the server was told to stop.</summary>
    private static Task Ready(HttpContext context) =>
        context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested
            ? AnswerAsync(context, 503, """{"status":"OUT_OF_SERVICE"}""")
            : Up(context);

    private static Task AnswerAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(json);
    }
}
