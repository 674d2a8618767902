namespace Plaza.Floor;

/// <summary>Kestrel alone: no configuration, no log, no routing, no middleware.</summary>
internal static class BareKestrel
{
    public static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Every request gets this answer.</summary>
    public static WebApplication Build(int length, string padding, RequestDelegate answer)
    {
        var app = Builder().Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = length;
            http.Response.Headers["X-Padding"] = padding;
            return answer(http);
        });
        return app;
    }
}
