namespace Plaza.Baseline;

/// <summary>Kestrel alone: no configuration, no log, no routing, no middleware.</summary>
internal static class BareKestrel
{
    public static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Responds to every request in the same way.</summary>
    public static WebApplication Build(int length, string padding, RequestDelegate response)
    {
        var app = Builder().Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = length;
            http.Response.Headers["X-Padding"] = padding;
            return response(http);
        });
        return app;
    }
}
