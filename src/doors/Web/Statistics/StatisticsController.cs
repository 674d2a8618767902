using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Web.Components;
using Plaza.Web.Errors;

namespace Plaza.Web.Statistics;

/// <summary>The public page of the daily statistics.</summary>
internal sealed class StatisticsController(StatisticsPageReader pages, TimeFormatter times) : Controller
{
    [HttpGet("/statistics")]
    public async Task<IActionResult> ShowAsync([FromQuery] string? from, [FromQuery] string? to, CancellationToken ct)
    {
        try
        {
            return View("Statistics", await pages.ReadAsync(StatisticsRange.Read(from, to, times.Today), ct));
        }
        catch (RequestRejectedException rejection)
        {
            var usual = await pages.ReadAsync(StatisticsRange.Usual(times.Today), ct);
            return this.RedisplayForm("Statistics", usual with { Typed = (from, to) }, rejection);
        }
    }
}
