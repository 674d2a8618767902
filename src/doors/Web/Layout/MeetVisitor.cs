using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace Plaza.Web.Layout;

/// <summary>Finds out who asks, before anything else is decided. What is made for one person stays in nobody's cache.</summary>
internal sealed class MeetVisitor(Visitor visitor) : IAsyncAuthorizationFilter
{
    public const int First = -2000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        await visitor.MeetAsync(http);
        http.Response.OnStarting(() => SayWhoMayKeepIt(http.Response));
    }

    /// <summary>Last of all, because making a form's token writes this header too.</summary>
    private Task SayWhoMayKeepIt(HttpResponse response)
    {
        response.Headers.Pragma = StringValues.Empty;
        if (visitor.IsKnown)
            response.Headers.CacheControl = "private, no-store";
        else if (StringValues.IsNullOrEmpty(response.Headers.CacheControl))
            response.Headers.CacheControl = "private, no-cache";
        return Task.CompletedTask;
    }
}
