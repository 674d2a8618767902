using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Layout;

/// <summary>What this place is and how it works.</summary>
internal sealed class AboutController : Controller
{
    [HttpGet("/about")]
    public ViewResult Show() => View("About");
}
