using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>Health checks: <c>/health</c> and <c>/livez</c> show that the process responds, <c>/readyz</c> whether it can serve requests.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Map("/health", check => check.Run(Up));
        app.Map("/livez", check => check.Run(Up));
        app.Map("/readyz", check => check.Run(async context =>
            await (await readiness.IsReadyAsync() ? Up(context) : WriteAsync(context, 503, """{"status":"OUT_OF_SERVICE"}"""))));
    }

    private static Task Up(HttpContext context) => WriteAsync(context, 200, """{"status":"UP"}""");

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = CacheControl.NoStore;
        return context.Response.WriteAsync(json);
    }
}
