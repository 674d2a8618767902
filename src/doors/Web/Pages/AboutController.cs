using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Pages;

/// <summary>The pages about this server, how it works, and its API.</summary>
internal sealed class AboutController : Controller
{
    [HttpGet("/about")]
    public ViewResult Show() => View("About");

    [HttpGet("/about/api")]
    public ViewResult ShowApi() => View("Api");
}
