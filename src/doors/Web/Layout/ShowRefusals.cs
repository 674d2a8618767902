using Microsoft.AspNetCore.Mvc.Filters;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;

namespace Plaza.Web.Layout;

/// <summary>Shows a refusal as a page where there is no form to show it beside.</summary>
internal sealed class ShowRefusals(ErrorPages pages, Visitor visitor) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        context.Result = context.Exception switch
        {
            RefusedException refused => pages.View(context.HttpContext, ErrorPage.Of(refused.Status) with { Reason = refused.Message }),
            PrincipalRevokedException => SignedInAttribute.LogIn(visitor),
            _ => null,
        };
        context.ExceptionHandled = context.Result is not null;
    }
}
