using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Pages;

/// <summary>What this place is and how it works.</summary>
internal sealed class AboutController : Controller
{
    [HttpGet("/about")]
    public ViewResult Show() => View("About");
}
