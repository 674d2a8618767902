using Microsoft.AspNetCore.Mvc;

namespace Plaza.Floor;

/// <summary>Every address is the one page.</summary>
public sealed class PagesController : Controller
{
    [HttpGet("{**any}")]
    public IActionResult Page()
    {
        Response.Headers["X-Padding"] = PageFloor.Padding;
        return View();
    }
}
