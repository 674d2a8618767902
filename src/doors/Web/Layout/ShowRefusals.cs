using Microsoft.AspNetCore.Mvc.Filters;
using Plaza.Contracts;

namespace Plaza.Web.Layout;

/// <summary>Shows a refusal as a page where there is no form to show it beside.</summary>
internal sealed class ShowRefusals(ErrorPages pages) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not RefusedException refused)
            return;

        context.Result = pages.View(context.HttpContext, ErrorPage.Of(refused.Status) with { Reason = refused.Message });
        context.ExceptionHandled = true;
    }
}
