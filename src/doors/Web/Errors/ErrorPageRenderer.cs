using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Plaza.Contracts;
using Plaza.Http;
using Plaza.Http.Callers;
using Plaza.Http.Rejections;
using Plaza.Web.Authentication;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Errors;

/// <summary>Renders error pages, also without an MVC action and without a database.</summary>
internal sealed class ErrorPageRenderer(IActionResultExecutor<ViewResult> views, IModelMetadataProvider metadata, IOptions<ServerOptions> server)
{
    public async Task ShowAsync(HttpContext http, int status)
    {
        var visitor = http.RequestServices.GetRequiredService<Visitor>();
        var pending = status is StatusCodes.Status429TooManyRequests ? await ReadPendingFormAsync(http) : null;
        if (pending is null && status is >= StatusCodes.Status500InternalServerError or StatusCodes.Status429TooManyRequests)
            visitor.ClearPrincipal(http);
        else
            await visitor.LoadAsync(http);

        http.Response.OnStarting(() => PreventCaching(http.Response));
        var page = ErrorPage.Of(status) with { RetryAfter = RetryAfter(http.Response) };
        await views.ExecuteAsync(
            new ActionContext(http, new RouteData(), new ActionDescriptor()),
            pending is null ? View(http, page) : View("Resend", status, ResendPage.AfterRateLimit(pending, page)));
    }

    public ViewResult View(HttpContext http, ErrorPage page)
    {
        http.Response.AddRetryAfter(page.Status);
        return View("Error", page.Status, page with { Request = RequestId(http), WasForm = HttpMethods.IsPost(http.Request.Method) });
    }

    /// <summary>The login page; the pending form is shown again after it.</summary>
    public ViewResult LogInFirst(PendingForm pending) =>
        View("Login", StatusCodes.Status401Unauthorized, new LoginForm { Pending = pending });

    /// <summary>Shows a form whose antiforgery token has expired, to be confirmed and sent again.</summary>
    public ViewResult Resend(PendingForm pending) => View("Resend", StatusCodes.Status403Forbidden, ResendPage.AfterLogin(pending));

    /// <summary>
    /// The form of a request that the rate limit rejected before any filter read it. Only for logged-in users, since anonymous clients could
    /// otherwise make the server read and render bodies without limit; and only from this site, so that no other site can place text on the page.
    /// </summary>
    private async ValueTask<PendingForm?> ReadPendingFormAsync(HttpContext http)
    {
        var caller = RequestCaller.Of(http);
        if (caller.IsFailed || caller.Principal?.Session is null || !SameOrigin.Sent(http.Request, server.Value))
            return null;

        try
        {
            return await PendingForm.ReadAsync(http);
        }
        catch (Exception unreadable) when (unreadable is BadHttpRequestException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private ViewResult View<TModel>(string name, int status, TModel model) => new()
    {
        ViewName = name,
        StatusCode = status,
        ViewData = new ViewDataDictionary<TModel>(metadata, new ModelStateDictionary()) { Model = model },
    };

    /// <summary>Runs when the response starts, because the antiforgery token sets these headers too.</summary>
    private static Task PreventCaching(HttpResponse response)
    {
        response.Headers.Pragma = StringValues.Empty;
        response.Headers.CacheControl = CacheControl.NoStore;
        return Task.CompletedTask;
    }

    private static string RequestId(HttpContext http) =>
        http.Response.Headers["X-Request-Id"].ToString() is { Length: > 0 } given ? given : http.TraceIdentifier;

    private static TimeSpan? RetryAfter(HttpResponse response) =>
        int.TryParse(response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
