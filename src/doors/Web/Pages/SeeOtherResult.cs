using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Pages;

/// <summary>303 See Other: after a successful form, the browser gets the page at <paramref name="location"/>.</summary>
/// <param name="location">An escaped URL.</param>
internal sealed class SeeOtherResult(string location) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = location;
    }
}
