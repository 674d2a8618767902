using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Web.Layout;

/// <summary>Sends whoever is not logged in to the login page, and back here afterwards.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class SignedInAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    public int Order => MeetVisitor.First + 1;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var visitor = context.HttpContext.RequestServices.GetRequiredService<Visitor>();
        if (!visitor.IsKnown)
            context.Result = new SeeOther($"/login?return={Uri.EscapeDataString(visitor.Here)}");
    }
}
