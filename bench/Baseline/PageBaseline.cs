using System.Text;
using Microsoft.AspNetCore.Html;

namespace Plaza.Baseline;

/// <summary>A controller and a Razor view that writes twenty cached pieces.</summary>
internal static class PageBaseline
{
    public static IHtmlContent[] Pieces { get; private set; } = [];

    public static string Padding { get; private set; } = "";

    public static WebApplication Build(byte[] body, string padding)
    {
        (Pieces, Padding) = ([.. body.Chunk((body.Length + 19) / 20).Select(piece => new HtmlString(Encoding.UTF8.GetString(piece)))], padding);
        var builder = BareKestrel.Builder();
        builder.Services.AddLogging().AddRouting().AddControllersWithViews();
        var app = builder.Build();
        app.MapControllers();
        return app;
    }
}
