using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Web.Pages;

namespace Plaza.Web.Filters;

/// <summary>Requires an admin.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequireAdminAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Responds to other visitors with 404 instead of 403.</summary>
    public bool IsHidden { get; init; }

    public int Order => AuthenticateVisitorFilter.First + 2;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<Visitor>().IsAdmin)
            context.Result = new StatusCodeResult(IsHidden ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
    }
}
