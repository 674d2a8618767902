using Microsoft.AspNetCore.Mvc;

namespace Plaza.Baseline;

/// <summary>Responds to every path with the same page.</summary>
public sealed class PagesController : Controller
{
    [HttpGet("{**any}")]
    public IActionResult Page()
    {
        Response.Headers["X-Padding"] = PageBaseline.Padding;
        return View();
    }
}
