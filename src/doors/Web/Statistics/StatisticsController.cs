using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Web.Components;
using Plaza.Web.Errors;

namespace Plaza.Web.Statistics;

/// <summary>The numbers of each day, for everyone.</summary>
internal sealed class StatisticsController(StatisticsPageReader pages, TimeFormatter moments) : Controller
{
    [HttpGet("/statistics")]
    public async Task<IActionResult> ShowAsync([FromQuery] string? from, [FromQuery] string? to, CancellationToken ct)
    {
        try
        {
            return View("Statistics", await pages.ReadAsync(StatisticsRange.Read(from, to, moments.Today), ct));
        }
        catch (RequestRejectedException refused)
        {
            var usual = await pages.ReadAsync(StatisticsRange.Usual(moments.Today), ct);
            return this.RedisplayForm("Statistics", usual with { Typed = (from, to) }, refused);
        }
    }
}
