namespace Plaza.Server.Http;

/// <summary>For probes: <c>/health</c> and <c>/livez</c> say that the process answers, <c>/readyz</c> whether it can be sent requests.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Map("/health", probe => probe.Run(Up));
        app.Map("/livez", probe => probe.Run(Up));
        app.Map("/readyz", probe => probe.Run(async context =>
            await (await readiness.IsReadyAsync() ? Up(context) : AnswerAsync(context, 503, """{"status":"OUT_OF_SERVICE"}"""))));
    }

    private static Task Up(HttpContext context) => AnswerAsync(context, 200, """{"status":"UP"}""");

    private static Task AnswerAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(json);
    }
}
