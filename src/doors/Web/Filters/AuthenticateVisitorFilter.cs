using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;
using Plaza.Http;
using Plaza.Web.Pages;

namespace Plaza.Web.Filters;

/// <summary>Loads the <see cref="Visitor"/> before all other filters, and marks pages for logged-in visitors as not cacheable.</summary>
internal sealed class AuthenticateVisitorFilter(Visitor visitor) : IAsyncAuthorizationFilter
{
    public const int First = -2000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        await visitor.LoadAsync(http);
        http.Response.OnStarting(() => SetCacheControl(http.Response));
    }

    /// <summary>Runs when the response starts, because the antiforgery token sets this header too.</summary>
    private Task SetCacheControl(HttpResponse response)
    {
        response.Headers.Pragma = StringValues.Empty;
        if (visitor.IsLoggedIn)
            response.Headers.CacheControl = CacheControl.PrivateNoStore;
        else if (StringValues.IsNullOrEmpty(response.Headers.CacheControl))
            response.Headers.CacheControl = "private, no-cache";
        return Task.CompletedTask;
    }
}
