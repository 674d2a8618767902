using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Plaza.Contracts;
using Plaza.Web.Errors;
using Plaza.Web.Pages;

namespace Plaza.Web.Filters;

/// <summary>
/// Accepts forms of this site only: <c>Sec-Fetch-Site</c> or <c>Origin</c> must name it, where the browser sends them, and the form must have
/// the antiforgery token of its page.
/// </summary>
internal sealed class AntiforgeryFilter(IAntiforgery tokens, ErrorPageRenderer errors, Visitor visitor, IOptions<ServerOptions> web)
    : IAsyncAuthorizationFilter
{
    public const int Order = 1000;

    private const string Unreadable = "The form has a character that cannot be read (U+0000, U+FFFD or bytes that are not UTF-8). Go back and remove it.";

    private const string NoCookie =
        "Your browser sent no cookie. Plaza needs two: one that protects forms, one that keeps you logged in. Allow cookies for this site, reload the form and send it again.";

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return;

        var status = await FindRejectionStatusAsync(context.HttpContext);
        if (status is null && request.HasFormContentType && !FormEncoding.IsReadable(request.Form))
            status = StatusCodes.Status422UnprocessableEntity;

        context.Result = status switch
        {
            StatusCodes.Status422UnprocessableEntity => errors.View(context.HttpContext, ErrorPage.Of(status.Value) with { Reason = Unreadable }),
            StatusCodes.Status403Forbidden => SameOrigin.Sent(request, web.Value) ? InvalidToken(context.HttpContext) : new StatusCodeResult(status.Value),
            { } other => new StatusCodeResult(other),
            null when !visitor.IsLoggedIn && PendingForm.FromRequest(context.HttpContext) is { } pending => errors.LogInFirst(pending),
            null => null,
        };
    }

    /// <summary>
    /// The token of a form of this site does not match the session: the form is rejected, but its text is shown again to be confirmed.
    /// Forms of other sites were rejected before, so that no other site can place text here.
    /// </summary>
    private IActionResult InvalidToken(HttpContext http)
    {
        if (PendingForm.FromRequest(http) is { } pending && FormEncoding.IsReadable(http.Request.Form))
            return visitor.IsLoggedIn ? errors.Resend(pending) : errors.LogInFirst(pending);

        return http.Request.Cookies.Count is 0
            ? errors.View(http, ErrorPage.Of(StatusCodes.Status403Forbidden) with { Reason = NoCookie })
            : new StatusCodeResult(StatusCodes.Status403Forbidden);
    }

    private async Task<int?> FindRejectionStatusAsync(HttpContext http)
    {
        if (!IsUtf8(http.Request) || (!http.Request.HasFormContentType && http.Request.ContentLength is > 0))
            return StatusCodes.Status415UnsupportedMediaType;

        try
        {
            var isOneClick = http.GetEndpoint()?.Metadata.GetMetadata<AllowOneClickUnsubscribeAttribute>() is not null
                && await AllowOneClickUnsubscribeAttribute.IsOneClickAsync(http.Request);
            if (isOneClick)
                return null;
            if (!SameOrigin.Sent(http.Request, web.Value))
                return StatusCodes.Status403Forbidden;
            if (!await FormEncoding.IsUtf8Async(http.Request))
                return StatusCodes.Status422UnprocessableEntity;

            await tokens.ValidateRequestAsync(http);
            return null;
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }
        catch (AntiforgeryValidationException rejection)
        {
            return rejection.InnerException switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidDataException => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status403Forbidden,
            };
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static bool IsUtf8(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
