using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Plaza.Web.Layout;

/// <summary>Makes the pages that say what went wrong. They work where no action was found, and when the database does not.</summary>
internal sealed class ErrorPages(IActionResultExecutor<ViewResult> views, IModelMetadataProvider metadata)
{
    public async Task ShowAsync(HttpContext http, int status)
    {
        var visitor = http.RequestServices.GetRequiredService<Visitor>();
        if (status is >= StatusCodes.Status500InternalServerError or StatusCodes.Status429TooManyRequests)
            visitor.Forget();
        else
            await visitor.MeetAsync(http);

        http.Response.OnStarting(() => KeepNowhere(http.Response));
        await views.ExecuteAsync(
            new ActionContext(http, new RouteData(), new ActionDescriptor()),
            View(http, ErrorPage.Of(status) with { RetryAfter = RetryAfter(http.Response) }));
    }

    public ViewResult View(HttpContext http, ErrorPage page)
    {
        http.Response.SayWhenToComeBack(page.Status);
        return new()
        {
            ViewName = "Error",
            StatusCode = page.Status,
            ViewData = new ViewDataDictionary<ErrorPage>(metadata, new ModelStateDictionary())
            {
                Model = page with { Request = RequestId(http), WasForm = HttpMethods.IsPost(http.Request.Method) },
            },
        };
    }

    /// <summary>Last of all, because making a form's token writes these headers too.</summary>
    private static Task KeepNowhere(HttpResponse response)
    {
        response.Headers.Pragma = StringValues.Empty;
        response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static string RequestId(HttpContext http) =>
        http.Response.Headers["X-Request-Id"].ToString() is { Length: > 0 } given ? given : http.TraceIdentifier;

    private static TimeSpan? RetryAfter(HttpResponse response) =>
        int.TryParse(response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
