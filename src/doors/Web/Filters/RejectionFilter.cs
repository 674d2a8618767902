using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Http.Rejections;
using Plaza.Web.Errors;
using Plaza.Web.Pages;

namespace Plaza.Web.Filters;

/// <summary>Renders an error page for a rejection that no action handled.</summary>
internal sealed class RejectionFilter(ErrorPageRenderer pages, Visitor visitor) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        context.Result = context.Exception switch
        {
            RequestRejectedException rejection => pages.View(context.HttpContext, ErrorPage.Of(RejectionStatus.Of(rejection.Reason)) with { Reason = rejection.Message }),
            PrincipalRevokedException => LogIn(context.HttpContext),
            _ => null,
        };
        context.ExceptionHandled = context.Result is not null;
    }

    /// <summary>The session ended during the request, so the login page is rendered as for an anonymous visitor.</summary>
    private IActionResult LogIn(HttpContext http)
    {
        visitor.ClearPrincipal(http);
        return PendingForm.FromRequest(http) is { } pending ? pages.LogInFirst(pending) : RequireLoginAttribute.LogIn(visitor);
    }
}
