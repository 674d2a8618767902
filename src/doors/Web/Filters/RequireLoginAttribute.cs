using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Authentication;
using Plaza.Web.Pages;

namespace Plaza.Web.Filters;

/// <summary>
/// Requires a login. Anonymous visitors are redirected to the login page, and back afterwards. Commands of the action are committed only while
/// the session is still valid. Forms with <see cref="PreservesFormAttribute"/> are left to <see cref="AntiforgeryFilter"/>, which reads them
/// within the size limit.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequireLoginAttribute : Attribute, IAuthorizationFilter, IAsyncResourceFilter, IOrderedFilter
{
    public int Order => AuthenticateVisitorFilter.First + 1;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var visitor = VisitorOf(context);
        if (!visitor.IsLoggedIn && !context.ActionDescriptor.EndpointMetadata.OfType<PreservesFormAttribute>().Any())
            context.Result = LogIn(visitor);
    }

    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        Principal.Current = VisitorOf(context).Principal;
        return next();
    }

    public static SeeOtherResult LogIn(Visitor visitor) => new($"/login?return={Uri.EscapeDataString(visitor.ReturnPath)}");

    private static Visitor VisitorOf(FilterContext context) => context.HttpContext.RequestServices.GetRequiredService<Visitor>();
}
