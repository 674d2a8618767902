using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Pages;

/// <summary>The form was taken: look there now (303).</summary>
/// <param name="location">Escaped.</param>
internal sealed class SeeOtherResult(string location) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = location;
    }
}
