using Microsoft.AspNetCore.Mvc;
using Plaza.Spaces.Diagnostics;
using Plaza.Web.Filters;

namespace Plaza.Web.Admin;

/// <summary>Shows events with their publishers and subscribers, cursors, dead letters and recent faults.</summary>
[RequireLogin, RequireAdmin(IsHidden = true)]
internal sealed class SpacesController(SpacesPageReader pages, BusInspector flow) : Controller
{
    [HttpGet("/admin")]
    public LocalRedirectResult Enter() => LocalRedirect("/admin/spaces");

    [HttpGet("/admin/spaces")]
    public async Task<ViewResult> ShowAsync([FromQuery] string? done, CancellationToken ct) =>
        View("Spaces", await pages.ReadAsync(ct) with { Done = MessageFor(done) });

    [HttpGet("/admin/spaces.mmd")]
    public ContentResult Export() => Content(flow.Graph.ToMermaid(), "text/plain; charset=utf-8");

    private static string? MessageFor(string? done) => done switch
    {
        "replayed" => "The event was delivered again. If it fails again, it is listed again.",
        "dropped" => "The event was discarded.",
        "gone" => "Already delivered or discarded.",
        _ => null,
    };
}
